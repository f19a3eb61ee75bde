/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskTreeQuery, RiskTreeQueryVariables } from '../types'

export const RiskTree = operation<RiskTreeQuery, RiskTreeQueryVariables>('query', 'RiskTree', '8ffedaec665a0ff5b1eef4caa0a8ba42029ee443c715d7c12990490c6089a956')
