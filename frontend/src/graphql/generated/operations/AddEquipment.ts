/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddEquipmentMutation, AddEquipmentMutationVariables } from '../types'

export const AddEquipment = operation<AddEquipmentMutation, AddEquipmentMutationVariables>('mutation', 'AddEquipment', '1a6b3f1ba7e0d5c9f5eba59720ed840fc04ebad70b304316165854c2ff5d0b0d')
