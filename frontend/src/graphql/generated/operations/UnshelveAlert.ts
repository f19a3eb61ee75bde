/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnshelveAlertMutation, UnshelveAlertMutationVariables } from '../types'

export const UnshelveAlert = operation<UnshelveAlertMutation, UnshelveAlertMutationVariables>('mutation', 'UnshelveAlert', '83afc9c8d8f9400d50e2e55bac8ae5993442490d69cc24ca22f7078a16f7ffdc')
