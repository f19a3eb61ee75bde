/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddEquipmentMutation, AddEquipmentMutationVariables } from '../types'

export const AddEquipment = operation<AddEquipmentMutation, AddEquipmentMutationVariables>('mutation', 'AddEquipment', '229ce1f8f38468b7ae464db579d1ebdb1cb41c36da6b40c07189e0e110c86725')
