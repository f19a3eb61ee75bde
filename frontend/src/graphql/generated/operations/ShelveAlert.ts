/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ShelveAlertMutation, ShelveAlertMutationVariables } from '../types'

export const ShelveAlert = operation<ShelveAlertMutation, ShelveAlertMutationVariables>('mutation', 'ShelveAlert', '461de491fb33053f31f68ff722c5db621f3af1bbc2fa80d79a50bf0962003873')
