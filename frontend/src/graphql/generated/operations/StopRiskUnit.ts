/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StopRiskUnitMutation, StopRiskUnitMutationVariables } from '../types'

export const StopRiskUnit = operation<StopRiskUnitMutation, StopRiskUnitMutationVariables>('mutation', 'StopRiskUnit', '6bfc27c6dfaf27d343fb87cf420a4e59fe40de6fdc519d2dd11e78f73ecf967f')
