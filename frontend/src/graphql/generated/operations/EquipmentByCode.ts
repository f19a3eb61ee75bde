/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EquipmentByCodeQuery, EquipmentByCodeQueryVariables } from '../types'

export const EquipmentByCode = operation<EquipmentByCodeQuery, EquipmentByCodeQueryVariables>('query', 'EquipmentByCode', 'db643d36c029d46ce46cd09d1813d1aaf36037d51692f4c8a58b817b5d35a6ed')
