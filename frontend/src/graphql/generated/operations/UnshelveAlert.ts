/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnshelveAlertMutation, UnshelveAlertMutationVariables } from '../types'

export const UnshelveAlert = operation<UnshelveAlertMutation, UnshelveAlertMutationVariables>('mutation', 'UnshelveAlert', 'c890043f461aa3f65df6f410b02b590ad39f30f939a4dd90eb1d19792485e49c')
