/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MoveEquipmentOnMutation, MoveEquipmentOnMutationVariables } from '../types'

export const MoveEquipmentOn = operation<MoveEquipmentOnMutation, MoveEquipmentOnMutationVariables>('mutation', 'MoveEquipmentOn', '2196ebe5f189e2bbb02316bce207a1bdb0cb4f37b64183e82d252db82938b2b2')
