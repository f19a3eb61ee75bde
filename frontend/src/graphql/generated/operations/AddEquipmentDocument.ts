/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddEquipmentDocumentMutation, AddEquipmentDocumentMutationVariables } from '../types'

export const AddEquipmentDocument = operation<AddEquipmentDocumentMutation, AddEquipmentDocumentMutationVariables>('mutation', 'AddEquipmentDocument', '82d0eb36aeb53370733013e2b1f7d5e1e558b297ebdfa924d4707e1ea1d76ef8')
