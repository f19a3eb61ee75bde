/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceEquipmentMutation, PlaceEquipmentMutationVariables } from '../types'

export const PlaceEquipment = operation<PlaceEquipmentMutation, PlaceEquipmentMutationVariables>('mutation', 'PlaceEquipment', '5accebc01b3a067fb79573f8c3a96e1bc4057fc8770fe6e328f249a1687aea48')
