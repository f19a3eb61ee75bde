/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceEquipmentMutation, PlaceEquipmentMutationVariables } from '../types'

export const PlaceEquipment = operation<PlaceEquipmentMutation, PlaceEquipmentMutationVariables>('mutation', 'PlaceEquipment', '2d0799a3a2c79bb23e51ce0b8ac7be6ae84ba0245ab6150d9e817fc706abcfa7')
