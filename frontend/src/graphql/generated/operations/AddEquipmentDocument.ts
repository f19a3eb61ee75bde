/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddEquipmentDocumentMutation, AddEquipmentDocumentMutationVariables } from '../types'

export const AddEquipmentDocument = operation<AddEquipmentDocumentMutation, AddEquipmentDocumentMutationVariables>('mutation', 'AddEquipmentDocument', '1e5fcac807ea62a0683756d3cb450f25084714cf9083f55af36bed68443ea1ac')
