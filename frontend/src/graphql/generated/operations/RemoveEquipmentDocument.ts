/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RemoveEquipmentDocumentMutation, RemoveEquipmentDocumentMutationVariables } from '../types'

export const RemoveEquipmentDocument = operation<RemoveEquipmentDocumentMutation, RemoveEquipmentDocumentMutationVariables>('mutation', 'RemoveEquipmentDocument', 'd22d55199eb22bedf35782055f97f5d5f587f207f87bbaea8199b377125a4965')
