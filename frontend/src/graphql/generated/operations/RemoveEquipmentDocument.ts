/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RemoveEquipmentDocumentMutation, RemoveEquipmentDocumentMutationVariables } from '../types'

export const RemoveEquipmentDocument = operation<RemoveEquipmentDocumentMutation, RemoveEquipmentDocumentMutationVariables>('mutation', 'RemoveEquipmentDocument', '647ac2f3cec421387e92054cc68dce726b92bf0bb28d0cbe28335c811eee9f21')
