/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EquipmentListQuery, EquipmentListQueryVariables } from '../types'

export const EquipmentList = operation<EquipmentListQuery, EquipmentListQueryVariables>('query', 'EquipmentList', '44c607396d94ca7c5795922ab4c1e1bca3d4b752d9b14ed5b2b0d8fcabc3b358')
