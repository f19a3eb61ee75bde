/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeEquipmentMutation, ChangeEquipmentMutationVariables } from '../types'

export const ChangeEquipment = operation<ChangeEquipmentMutation, ChangeEquipmentMutationVariables>('mutation', 'ChangeEquipment', '8c13a1aa9129f2149a1e61176cd4d0d40ebf84e3781019ee2e34773a60568f0f')
