/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FailRecheckMutation, FailRecheckMutationVariables } from '../types'

export const FailRecheck = operation<FailRecheckMutation, FailRecheckMutationVariables>('mutation', 'FailRecheck', '2f6439dc1ebb8a35140f6a5d18db9d85a93305347b96b107e4dfed612c9870a2')
