/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PutRiskInForceMutation, PutRiskInForceMutationVariables } from '../types'

export const PutRiskInForce = operation<PutRiskInForceMutation, PutRiskInForceMutationVariables>('mutation', 'PutRiskInForce', '151d302d6ac0e16bc04953aa8edf92505fb36f38319fd7f3fc52cc1285798db1')
