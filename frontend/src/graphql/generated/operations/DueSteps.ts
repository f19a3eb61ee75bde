/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DueStepsQuery, DueStepsQueryVariables } from '../types'

export const DueSteps = operation<DueStepsQuery, DueStepsQueryVariables>('query', 'DueSteps', 'de0569c5d849e39c78580084847d26ca59ac583d8f304171e4dc18d8c8a6b9c1')
