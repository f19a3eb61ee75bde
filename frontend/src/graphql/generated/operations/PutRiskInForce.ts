/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PutRiskInForceMutation, PutRiskInForceMutationVariables } from '../types'

export const PutRiskInForce = operation<PutRiskInForceMutation, PutRiskInForceMutationVariables>('mutation', 'PutRiskInForce', '79789d372270a5f8187fafd6889303ee6728ca0d34856cabadc4ffde07a102d7')
