/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddRiskObjectMutation, AddRiskObjectMutationVariables } from '../types'

export const AddRiskObject = operation<AddRiskObjectMutation, AddRiskObjectMutationVariables>('mutation', 'AddRiskObject', '176556c015a5fa69218c04181e02bd75d31050c64f56b8f2c49522688f8f8ebd')
