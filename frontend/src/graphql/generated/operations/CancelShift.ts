/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CancelShiftMutation, CancelShiftMutationVariables } from '../types'

export const CancelShift = operation<CancelShiftMutation, CancelShiftMutationVariables>('mutation', 'CancelShift', '3b61134acbf8af33496f5992668b2e752cbe1ac34ec896134fed8b89567c271f')
