/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MoveEquipmentOnMutation, MoveEquipmentOnMutationVariables } from '../types'

export const MoveEquipmentOn = operation<MoveEquipmentOnMutation, MoveEquipmentOnMutationVariables>('mutation', 'MoveEquipmentOn', 'c2a52dbd27aa584a1e45a0ec487aadd60a6b7987dbd21ef749eb7c73e2e209f3')
