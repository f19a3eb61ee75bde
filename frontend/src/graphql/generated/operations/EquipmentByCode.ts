/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EquipmentByCodeQuery, EquipmentByCodeQueryVariables } from '../types'

export const EquipmentByCode = operation<EquipmentByCodeQuery, EquipmentByCodeQueryVariables>('query', 'EquipmentByCode', '352b59038bb5dbde6c921d81274e3405962efbadbb8db14b8a0f9546e0f67998')
