/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnshelveAlertMutation, UnshelveAlertMutationVariables } from '../types'

export const UnshelveAlert = operation<UnshelveAlertMutation, UnshelveAlertMutationVariables>('mutation', 'UnshelveAlert', '90248b93aa4a5467b56c651e0818ce0402b5347b2a72b8c79c2ffa809d7670c3')
