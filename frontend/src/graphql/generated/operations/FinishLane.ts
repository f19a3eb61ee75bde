/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FinishLaneMutation, FinishLaneMutationVariables } from '../types'

export const FinishLane = operation<FinishLaneMutation, FinishLaneMutationVariables>('mutation', 'FinishLane', '013e519163cd55d1f31cae3ea7f66b7602e383f393ff32ffca4133c01c313963')
