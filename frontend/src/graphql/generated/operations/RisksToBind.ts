/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RisksToBindQuery, RisksToBindQueryVariables } from '../types'

export const RisksToBind = operation<RisksToBindQuery, RisksToBindQueryVariables>('query', 'RisksToBind', '62c871e982eb57f58a1093d42c45b6e595c27f8036fabf4f66be60b06e7af5e2')
