/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StartLaneMutation, StartLaneMutationVariables } from '../types'

export const StartLane = operation<StartLaneMutation, StartLaneMutationVariables>('mutation', 'StartLane', '7b7924369387b034d33e8a1facc85bfc7debebd27df7959a05d8ba75998717aa')
