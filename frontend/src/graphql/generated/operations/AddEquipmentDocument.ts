/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddEquipmentDocumentMutation, AddEquipmentDocumentMutationVariables } from '../types'

export const AddEquipmentDocument = operation<AddEquipmentDocumentMutation, AddEquipmentDocumentMutationVariables>('mutation', 'AddEquipmentDocument', '9bd8d6fd610fcd9ac67e8607082224e0f9a57d6a4292fdaa54c41f2510fe1bdf')
