/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetLeaverRetentionMutation, SetLeaverRetentionMutationVariables } from '../types'

export const SetLeaverRetention = operation<SetLeaverRetentionMutation, SetLeaverRetentionMutationVariables>('mutation', 'SetLeaverRetention', '9cb3739fb768a359076ead5ec9255e7e4b5044952f15146f2b4d3a3be9d44ae1')
