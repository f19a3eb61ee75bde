/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PutRiskInForceMutation, PutRiskInForceMutationVariables } from '../types'

export const PutRiskInForce = operation<PutRiskInForceMutation, PutRiskInForceMutationVariables>('mutation', 'PutRiskInForce', '6ef630cd42d9fe895a4bfc25f7eb8000530e2cc2d469ffa0388acd4354248752')
