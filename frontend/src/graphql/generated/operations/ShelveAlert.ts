/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ShelveAlertMutation, ShelveAlertMutationVariables } from '../types'

export const ShelveAlert = operation<ShelveAlertMutation, ShelveAlertMutationVariables>('mutation', 'ShelveAlert', 'dba19ecbe5fb768133f4a4f8ce0d1679b3819a5e9591120ec15531fb02a4a5e4')
