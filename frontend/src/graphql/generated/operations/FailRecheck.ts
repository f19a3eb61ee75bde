/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FailRecheckMutation, FailRecheckMutationVariables } from '../types'

export const FailRecheck = operation<FailRecheckMutation, FailRecheckMutationVariables>('mutation', 'FailRecheck', '2104b1c3c52e311f9be0b1c2010758baf73fdd527e3578b30baca94e00ffb56f')
