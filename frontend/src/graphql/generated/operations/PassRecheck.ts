/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PassRecheckMutation, PassRecheckMutationVariables } from '../types'

export const PassRecheck = operation<PassRecheckMutation, PassRecheckMutationVariables>('mutation', 'PassRecheck', '59fb02c9d533fd86d3c9276691a0bc28dfab4344e6e5e2a34cff794dc322cadb')
