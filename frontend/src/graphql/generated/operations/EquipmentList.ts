/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EquipmentListQuery, EquipmentListQueryVariables } from '../types'

export const EquipmentList = operation<EquipmentListQuery, EquipmentListQueryVariables>('query', 'EquipmentList', '5920b9e8c52ea14191dd10d3ff6687e52be3f1f0657e790e18cf3656fbb88705')
