/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskUnitsToNameQuery, RiskUnitsToNameQueryVariables } from '../types'

export const RiskUnitsToName = operation<RiskUnitsToNameQuery, RiskUnitsToNameQueryVariables>('query', 'RiskUnitsToName', '2f02ef48feb58286aa642af3c410007ee94729b35045c0a03396b459c8e63caa')
