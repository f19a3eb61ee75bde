/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReturnSensorToServiceMutation, ReturnSensorToServiceMutationVariables } from '../types'

export const ReturnSensorToService = operation<ReturnSensorToServiceMutation, ReturnSensorToServiceMutationVariables>('mutation', 'ReturnSensorToService', '7162b83613b3bba9da5c78cc976a1ac230704948bb43758ffe4a11ba52768c10')
