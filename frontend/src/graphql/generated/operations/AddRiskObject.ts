/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddRiskObjectMutation, AddRiskObjectMutationVariables } from '../types'

export const AddRiskObject = operation<AddRiskObjectMutation, AddRiskObjectMutationVariables>('mutation', 'AddRiskObject', '24d934c1914e5560f394f390e2c7de25f8a21888a5602bc0735db5e0e7958872')
