/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceEquipmentMutation, PlaceEquipmentMutationVariables } from '../types'

export const PlaceEquipment = operation<PlaceEquipmentMutation, PlaceEquipmentMutationVariables>('mutation', 'PlaceEquipment', 'd0589faed063f3f15edd0b75d4b8d775e3e9857d6ce8aedc1e2e1d4b3af0d994')
