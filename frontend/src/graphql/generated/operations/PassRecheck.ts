/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PassRecheckMutation, PassRecheckMutationVariables } from '../types'

export const PassRecheck = operation<PassRecheckMutation, PassRecheckMutationVariables>('mutation', 'PassRecheck', 'b425e142a207f3b6d6323df4ef54af4727f928654c3483c28260d3f70ee53b8a')
