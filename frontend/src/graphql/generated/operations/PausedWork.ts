/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PausedWorkQuery, PausedWorkQueryVariables } from '../types'

export const PausedWork = operation<PausedWorkQuery, PausedWorkQueryVariables>('query', 'PausedWork', '9d957115902534d5af3e83a7bf97c48f984b4a303fe0a085a8e5a4bd5a385da5')
