/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnshelveAlertMutation, UnshelveAlertMutationVariables } from '../types'

export const UnshelveAlert = operation<UnshelveAlertMutation, UnshelveAlertMutationVariables>('mutation', 'UnshelveAlert', '29d224b2667268233c2f3545651daf30ac549f760a75a3b6e6628afa711752c5')
