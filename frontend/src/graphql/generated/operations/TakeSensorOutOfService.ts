/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TakeSensorOutOfServiceMutation, TakeSensorOutOfServiceMutationVariables } from '../types'

export const TakeSensorOutOfService = operation<TakeSensorOutOfServiceMutation, TakeSensorOutOfServiceMutationVariables>('mutation', 'TakeSensorOutOfService', '110165358d22fe2a8d30d101e777ae3458595d109146c012926f844b645e4e1b')
