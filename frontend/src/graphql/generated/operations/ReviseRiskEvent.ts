/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviseRiskEventMutation, ReviseRiskEventMutationVariables } from '../types'

export const ReviseRiskEvent = operation<ReviseRiskEventMutation, ReviseRiskEventMutationVariables>('mutation', 'ReviseRiskEvent', '56f398000697b3b7fdcb6f1ed423869df408b0bbfffa97ea74d65cbb28b37836')
