/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ShelveAlertMutation, ShelveAlertMutationVariables } from '../types'

export const ShelveAlert = operation<ShelveAlertMutation, ShelveAlertMutationVariables>('mutation', 'ShelveAlert', 'f3629df9e15b6a5c5abb9276ed6e5461ccc29ee92032d027f5583080baa261ca')
