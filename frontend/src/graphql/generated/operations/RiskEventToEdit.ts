/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventToEditQuery, RiskEventToEditQueryVariables } from '../types'

export const RiskEventToEdit = operation<RiskEventToEditQuery, RiskEventToEditQueryVariables>('query', 'RiskEventToEdit', 'ccf98ae83a501313029316da3ad34f2b5a435ded22560802797c0029b0010eef')
