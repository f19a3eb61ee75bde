/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PutRiskInForceMutation, PutRiskInForceMutationVariables } from '../types'

export const PutRiskInForce = operation<PutRiskInForceMutation, PutRiskInForceMutationVariables>('mutation', 'PutRiskInForce', '9fe4bdfa5ce8423b4a91abac3fa8026eaa0291a0b003b412049a54b786709f7b')
