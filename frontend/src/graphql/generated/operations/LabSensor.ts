/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LabSensorQuery, LabSensorQueryVariables } from '../types'

export const LabSensor = operation<LabSensorQuery, LabSensorQueryVariables>('query', 'LabSensor', 'f0bdaff32b1c52dbf7cba7adfc740d3ff7a4ec45f6637ae34890bd3be60364ba')
