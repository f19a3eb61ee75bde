/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DueStepsQuery, DueStepsQueryVariables } from '../types'

export const DueSteps = operation<DueStepsQuery, DueStepsQueryVariables>('query', 'DueSteps', '83dc7edbdfbcfb15a972bf590b5d47f73b88776076deef85d5e1ce398323e660')
