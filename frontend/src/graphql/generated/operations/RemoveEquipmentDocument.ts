/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RemoveEquipmentDocumentMutation, RemoveEquipmentDocumentMutationVariables } from '../types'

export const RemoveEquipmentDocument = operation<RemoveEquipmentDocumentMutation, RemoveEquipmentDocumentMutationVariables>('mutation', 'RemoveEquipmentDocument', '49c7cce9cd1deabc58b1b1ae7192aa6868b16a1cdec0059db498f54a0b062b3e')
