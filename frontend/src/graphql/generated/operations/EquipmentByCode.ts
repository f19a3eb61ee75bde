/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EquipmentByCodeQuery, EquipmentByCodeQueryVariables } from '../types'

export const EquipmentByCode = operation<EquipmentByCodeQuery, EquipmentByCodeQueryVariables>('query', 'EquipmentByCode', '62ac773a5e09066f68646d0be23884a7cd54274e69bc0cbe28eb81569f4f5783')
