/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MoveEquipmentOnMutation, MoveEquipmentOnMutationVariables } from '../types'

export const MoveEquipmentOn = operation<MoveEquipmentOnMutation, MoveEquipmentOnMutationVariables>('mutation', 'MoveEquipmentOn', 'a28d58d80a98153f2151684074af2adefd13d044ba9cc5be97961157ac9164c4')
