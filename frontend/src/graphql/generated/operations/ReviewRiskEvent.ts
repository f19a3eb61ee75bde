/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviewRiskEventMutation, ReviewRiskEventMutationVariables } from '../types'

export const ReviewRiskEvent = operation<ReviewRiskEventMutation, ReviewRiskEventMutationVariables>('mutation', 'ReviewRiskEvent', '4b0078756045cdece0f6def7c86706ea67c611d4dc404a3f8cb6a3328d41a642')
