/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRiskUnitMutation, ChangeRiskUnitMutationVariables } from '../types'

export const ChangeRiskUnit = operation<ChangeRiskUnitMutation, ChangeRiskUnitMutationVariables>('mutation', 'ChangeRiskUnit', '2858aa521901d57528fd97352bddf248d4907bb47d28ba144ec989262e16d01a')
