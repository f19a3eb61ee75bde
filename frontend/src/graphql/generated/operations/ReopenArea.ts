/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReopenAreaMutation, ReopenAreaMutationVariables } from '../types'

export const ReopenArea = operation<ReopenAreaMutation, ReopenAreaMutationVariables>('mutation', 'ReopenArea', 'e66cf47a5a9e675f666a12e4d9956a3266ccaf589ef6caeead99d6c28aae8d04')
