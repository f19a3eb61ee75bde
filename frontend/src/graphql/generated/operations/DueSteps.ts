/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DueStepsQuery, DueStepsQueryVariables } from '../types'

export const DueSteps = operation<DueStepsQuery, DueStepsQueryVariables>('query', 'DueSteps', 'f32b4a4941f77bb7450ad21a723df2e50615048b9208333143116a28dec9f7cd')
