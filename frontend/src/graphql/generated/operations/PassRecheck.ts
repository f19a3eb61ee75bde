/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PassRecheckMutation, PassRecheckMutationVariables } from '../types'

export const PassRecheck = operation<PassRecheckMutation, PassRecheckMutationVariables>('mutation', 'PassRecheck', 'ba3178517dc8e668223009571b67fc4e7b91447f226d5fcdf7db76bcae75b4b0')
