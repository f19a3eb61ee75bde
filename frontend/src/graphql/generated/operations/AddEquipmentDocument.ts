/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddEquipmentDocumentMutation, AddEquipmentDocumentMutationVariables } from '../types'

export const AddEquipmentDocument = operation<AddEquipmentDocumentMutation, AddEquipmentDocumentMutationVariables>('mutation', 'AddEquipmentDocument', '97d23d4245e35a9bae3fbcde52395014f30a6f4601e3c9e457f354f1238f5485')
