/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnshelveAlertMutation, UnshelveAlertMutationVariables } from '../types'

export const UnshelveAlert = operation<UnshelveAlertMutation, UnshelveAlertMutationVariables>('mutation', 'UnshelveAlert', 'b731c29f2492e7365c9dc8b67dcd0474e62c599e267a3f8fed9b5a8084d01993')
