/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddEquipmentMutation, AddEquipmentMutationVariables } from '../types'

export const AddEquipment = operation<AddEquipmentMutation, AddEquipmentMutationVariables>('mutation', 'AddEquipment', '37cfa7156c2d26aab43b969d0d18a6dcdfadfcfa15a7a86ddde15f6185cbc6d1')
