/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SensorsQuery, SensorsQueryVariables } from '../types'

export const Sensors = operation<SensorsQuery, SensorsQueryVariables>('query', 'Sensors', 'af3d792d04201d9bce509b5dad3766bf32c82c1d4dd64d18f170cc216bc928d6')
