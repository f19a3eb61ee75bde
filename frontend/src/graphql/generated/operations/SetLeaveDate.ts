/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetLeaveDateMutation, SetLeaveDateMutationVariables } from '../types'

export const SetLeaveDate = operation<SetLeaveDateMutation, SetLeaveDateMutationVariables>('mutation', 'SetLeaveDate', '5994857e5067c8f51b662c24798c552c7d1d23def1d7a2ef22580c4edc757573')
