/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StartTaskMutation, StartTaskMutationVariables } from '../types'

export const StartTask = operation<StartTaskMutation, StartTaskMutationVariables>('mutation', 'StartTask', 'fa7b1467d5528d1d427265a7e692edbd6b8301a30591b517b367f9022dd61a37')
