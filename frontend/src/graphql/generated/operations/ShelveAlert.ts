/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ShelveAlertMutation, ShelveAlertMutationVariables } from '../types'

export const ShelveAlert = operation<ShelveAlertMutation, ShelveAlertMutationVariables>('mutation', 'ShelveAlert', '27cd71d81b040f08ca1d745ee78b3fda83577d2f10420ab8aed8694c23244bda')
