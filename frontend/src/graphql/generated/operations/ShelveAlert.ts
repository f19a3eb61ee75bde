/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ShelveAlertMutation, ShelveAlertMutationVariables } from '../types'

export const ShelveAlert = operation<ShelveAlertMutation, ShelveAlertMutationVariables>('mutation', 'ShelveAlert', 'd1f5cf1a0219241559da54298fa30b5076622f07b0268242c303ab1fab321980')
