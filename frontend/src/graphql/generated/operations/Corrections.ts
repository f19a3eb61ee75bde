/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CorrectionsQuery, CorrectionsQueryVariables } from '../types'

export const Corrections = operation<CorrectionsQuery, CorrectionsQueryVariables>('query', 'Corrections', 'd3af5dd1a81e643d76d0a1970d87560f99896f32ad04474715fddb8e32caff49')
