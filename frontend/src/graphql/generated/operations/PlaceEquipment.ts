/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceEquipmentMutation, PlaceEquipmentMutationVariables } from '../types'

export const PlaceEquipment = operation<PlaceEquipmentMutation, PlaceEquipmentMutationVariables>('mutation', 'PlaceEquipment', 'def738b8e60dccfc2b57b53555ab49eec53aaf558a9a29667957d915a87d8567')
