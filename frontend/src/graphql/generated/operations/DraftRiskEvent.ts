/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DraftRiskEventMutation, DraftRiskEventMutationVariables } from '../types'

export const DraftRiskEvent = operation<DraftRiskEventMutation, DraftRiskEventMutationVariables>('mutation', 'DraftRiskEvent', '955e13483e037efd5f0b567cd1b8314b0f6681b6f563a9963893e665370c1d2f')
