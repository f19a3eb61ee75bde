/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LabSensorsQuery, LabSensorsQueryVariables } from '../types'

export const LabSensors = operation<LabSensorsQuery, LabSensorsQueryVariables>('query', 'LabSensors', '4f09945e50d33eae4bde7a8cec8781c4406ca0e6f57344a1fa9af55e5c0ef91d')
