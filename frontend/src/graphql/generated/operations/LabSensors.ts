/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LabSensorsQuery, LabSensorsQueryVariables } from '../types'

export const LabSensors = operation<LabSensorsQuery, LabSensorsQueryVariables>('query', 'LabSensors', 'fc1683617106de1635d9c1898aaadd2c96925c529b82a81a6d39fcb6b6c9c5ea')
