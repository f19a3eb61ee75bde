/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MoveEquipmentOnMutation, MoveEquipmentOnMutationVariables } from '../types'

export const MoveEquipmentOn = operation<MoveEquipmentOnMutation, MoveEquipmentOnMutationVariables>('mutation', 'MoveEquipmentOn', 'c522dd08df0bcbac729f9c226885d3a47de8413e191f0386bc51427bc82f9ff0')
