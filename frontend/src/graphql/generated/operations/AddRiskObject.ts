/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddRiskObjectMutation, AddRiskObjectMutationVariables } from '../types'

export const AddRiskObject = operation<AddRiskObjectMutation, AddRiskObjectMutationVariables>('mutation', 'AddRiskObject', '3d2aec5ba409a382b9220813fa0445bde463fc4f21c03e92abef78a3a6de0f98')
