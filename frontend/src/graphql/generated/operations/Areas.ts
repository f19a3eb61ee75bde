/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AreasQuery, AreasQueryVariables } from '../types'

export const Areas = operation<AreasQuery, AreasQueryVariables>('query', 'Areas', '88546cc3969444ae2f02f25d203a110ce8bae1c7eb63fd30044e06bfe5242b71')
