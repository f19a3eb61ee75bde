/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EquipmentByCodeQuery, EquipmentByCodeQueryVariables } from '../types'

export const EquipmentByCode = operation<EquipmentByCodeQuery, EquipmentByCodeQueryVariables>('query', 'EquipmentByCode', '950f6149cdb0090a00c89dc07c451f3f6ade83eb4424ff7acc050d18313974c1')
