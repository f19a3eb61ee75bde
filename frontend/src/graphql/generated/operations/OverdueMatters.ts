/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverdueMattersQuery, OverdueMattersQueryVariables } from '../types'

export const OverdueMatters = operation<OverdueMattersQuery, OverdueMattersQueryVariables>('query', 'OverdueMatters', 'd68ce7f19d503951b6b7169257231db8d765454375939f32a1457fd3a2d5bcab')
