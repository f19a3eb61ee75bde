/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FinishTaskMutation, FinishTaskMutationVariables } from '../types'

export const FinishTask = operation<FinishTaskMutation, FinishTaskMutationVariables>('mutation', 'FinishTask', '367fb087fb40dacccc2770570fbd395f3aeccf6e9420cc19bd2d945b0c677282')
