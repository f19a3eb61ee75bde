/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LabSensorQuery, LabSensorQueryVariables } from '../types'

export const LabSensor = operation<LabSensorQuery, LabSensorQueryVariables>('query', 'LabSensor', 'cf05770278db191edf2d46ef28e2fd7fdbff7082ebb8c4d529b7c8c1e12e163e')
