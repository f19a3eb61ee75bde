/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CancelTaskMutation, CancelTaskMutationVariables } from '../types'

export const CancelTask = operation<CancelTaskMutation, CancelTaskMutationVariables>('mutation', 'CancelTask', 'a2ab67af62cfb0dabe3f943544485a762268a925dd2c014da7df978a0b756644')
