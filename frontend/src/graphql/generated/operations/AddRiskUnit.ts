/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddRiskUnitMutation, AddRiskUnitMutationVariables } from '../types'

export const AddRiskUnit = operation<AddRiskUnitMutation, AddRiskUnitMutationVariables>('mutation', 'AddRiskUnit', '3d1883493e5699c0d929eb2872082bb95d4fc256608c9437a5ed866cb5d8f760')
