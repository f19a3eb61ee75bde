/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PutRiskInForceMutation, PutRiskInForceMutationVariables } from '../types'

export const PutRiskInForce = operation<PutRiskInForceMutation, PutRiskInForceMutationVariables>('mutation', 'PutRiskInForce', 'fb2cad17aa17f8faeb93e9b4810f0f0b7295a6d05b125b7fff16a4a3e9f55f17')
