/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FinishLaneMutation, FinishLaneMutationVariables } from '../types'

export const FinishLane = operation<FinishLaneMutation, FinishLaneMutationVariables>('mutation', 'FinishLane', 'acd714636166b9c7c6aabfc81cf6249b127b0065922188e24bfa2e58f4cc8bd2')
