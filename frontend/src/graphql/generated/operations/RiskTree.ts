/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskTreeQuery, RiskTreeQueryVariables } from '../types'

export const RiskTree = operation<RiskTreeQuery, RiskTreeQueryVariables>('query', 'RiskTree', 'bf8484b55467ae03c73b89ef312bd8936a2b1d61f40e061d0b51f34e802b7fc3')
