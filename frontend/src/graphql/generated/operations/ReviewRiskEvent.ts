/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviewRiskEventMutation, ReviewRiskEventMutationVariables } from '../types'

export const ReviewRiskEvent = operation<ReviewRiskEventMutation, ReviewRiskEventMutationVariables>('mutation', 'ReviewRiskEvent', '06edd074500a10e022157cd2894c5a79fa97d720b7e3d3e4b728984bc1c65360')
