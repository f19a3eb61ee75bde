/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviewRiskEventMutation, ReviewRiskEventMutationVariables } from '../types'

export const ReviewRiskEvent = operation<ReviewRiskEventMutation, ReviewRiskEventMutationVariables>('mutation', 'ReviewRiskEvent', '6e9fc5319cd7277eb263ab39c8901fc6859035f4c99cc0352aecd465725c5a0c')
