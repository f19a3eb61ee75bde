/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PausedWorkQuery, PausedWorkQueryVariables } from '../types'

export const PausedWork = operation<PausedWorkQuery, PausedWorkQueryVariables>('query', 'PausedWork', 'b88d901efb25c972ce5fb944f12d9e5ea19dbfff70fdde0a5a7f6767f0a2bca9')
