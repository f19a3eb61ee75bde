/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviewRiskEventMutation, ReviewRiskEventMutationVariables } from '../types'

export const ReviewRiskEvent = operation<ReviewRiskEventMutation, ReviewRiskEventMutationVariables>('mutation', 'ReviewRiskEvent', '52135e3ccb2e112954af87d692e1fd06fffe7eb41dc666f4df72859745b3d4a4')
