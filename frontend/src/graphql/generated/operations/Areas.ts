/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AreasQuery, AreasQueryVariables } from '../types'

export const Areas = operation<AreasQuery, AreasQueryVariables>('query', 'Areas', 'f8a1a21111a840a7ef08566ca2b2c123fe509025f0172ca3e3a9f251e0f3ec29')
