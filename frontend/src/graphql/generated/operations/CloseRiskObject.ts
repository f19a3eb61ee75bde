/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseRiskObjectMutation, CloseRiskObjectMutationVariables } from '../types'

export const CloseRiskObject = operation<CloseRiskObjectMutation, CloseRiskObjectMutationVariables>('mutation', 'CloseRiskObject', 'abfd92bc6f9eb402fe45f74bae7f15cd7626c592990373a0608609bf6017ea8a')
