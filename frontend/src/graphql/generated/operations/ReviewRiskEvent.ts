/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviewRiskEventMutation, ReviewRiskEventMutationVariables } from '../types'

export const ReviewRiskEvent = operation<ReviewRiskEventMutation, ReviewRiskEventMutationVariables>('mutation', 'ReviewRiskEvent', 'bb511595d3193564fe375a31858f1b5049a94ca6779a0087071ac9f716e61b8d')
