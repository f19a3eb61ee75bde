/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseRiskUnitMutation, CloseRiskUnitMutationVariables } from '../types'

export const CloseRiskUnit = operation<CloseRiskUnitMutation, CloseRiskUnitMutationVariables>('mutation', 'CloseRiskUnit', '22cfdff4b97cbf3e85a3a5ce15f8de7aa5e8795f21acf488fd33e7ab32040ed3')
