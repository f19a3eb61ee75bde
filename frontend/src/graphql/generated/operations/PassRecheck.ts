/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PassRecheckMutation, PassRecheckMutationVariables } from '../types'

export const PassRecheck = operation<PassRecheckMutation, PassRecheckMutationVariables>('mutation', 'PassRecheck', 'bf6ebb455e3e459b919b897ea606a5d27e5937a48fa6abb6cd0fe2549bf5d423')
