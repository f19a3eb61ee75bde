/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeEquipmentMutation, ChangeEquipmentMutationVariables } from '../types'

export const ChangeEquipment = operation<ChangeEquipmentMutation, ChangeEquipmentMutationVariables>('mutation', 'ChangeEquipment', '269450b0357f09ff35ef2c54904bc97c66b6a2400b7b71d1af2906156339e4fd')
