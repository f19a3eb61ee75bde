/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EquipmentByCodeQuery, EquipmentByCodeQueryVariables } from '../types'

export const EquipmentByCode = operation<EquipmentByCodeQuery, EquipmentByCodeQueryVariables>('query', 'EquipmentByCode', '559a78b8625fd3fbf035285ff01e5bb1be37af0d15fe90042236d34a6475ca04')
