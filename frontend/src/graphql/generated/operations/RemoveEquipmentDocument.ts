/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RemoveEquipmentDocumentMutation, RemoveEquipmentDocumentMutationVariables } from '../types'

export const RemoveEquipmentDocument = operation<RemoveEquipmentDocumentMutation, RemoveEquipmentDocumentMutationVariables>('mutation', 'RemoveEquipmentDocument', '5ad76dcb8d3650132cbcef277f2b89878bd65a39a2bb446206b8bad4a6861b9b')
