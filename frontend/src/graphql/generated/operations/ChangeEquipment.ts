/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeEquipmentMutation, ChangeEquipmentMutationVariables } from '../types'

export const ChangeEquipment = operation<ChangeEquipmentMutation, ChangeEquipmentMutationVariables>('mutation', 'ChangeEquipment', '296a38b66609e2c606c99afc0246e5e0f31f11cf3ce7df98fa91288c9be26853')
