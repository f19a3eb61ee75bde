/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeShiftMutation, ChangeShiftMutationVariables } from '../types'

export const ChangeShift = operation<ChangeShiftMutation, ChangeShiftMutationVariables>('mutation', 'ChangeShift', '0198ac4ec6bab6f64b5663fafed16c4ea919b7fb85d4f7aaf81a44f870b50112')
