/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FailRecheckMutation, FailRecheckMutationVariables } from '../types'

export const FailRecheck = operation<FailRecheckMutation, FailRecheckMutationVariables>('mutation', 'FailRecheck', '0a2166cc9bc18ada15540889a6566cf023d684e854c94a5d2f643ef2b8009446')
