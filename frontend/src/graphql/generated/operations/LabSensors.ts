/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LabSensorsQuery, LabSensorsQueryVariables } from '../types'

export const LabSensors = operation<LabSensorsQuery, LabSensorsQueryVariables>('query', 'LabSensors', '9e494fa61d13ad345f22df0176ae093df557571f6c51107c03adcc53d7db5ef8')
