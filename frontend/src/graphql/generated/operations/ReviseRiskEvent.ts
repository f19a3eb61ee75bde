/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviseRiskEventMutation, ReviseRiskEventMutationVariables } from '../types'

export const ReviseRiskEvent = operation<ReviseRiskEventMutation, ReviseRiskEventMutationVariables>('mutation', 'ReviseRiskEvent', 'b5c412c047801459a96edb47695450a5e209ddcf08337dd772317c3bc4f2e64a')
