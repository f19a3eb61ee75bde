/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskTreeQuery, RiskTreeQueryVariables } from '../types'

export const RiskTree = operation<RiskTreeQuery, RiskTreeQueryVariables>('query', 'RiskTree', 'fe0630521c01ef86bf7b72293b81082f04de3ad2b60f51312f40037f81eac142')
