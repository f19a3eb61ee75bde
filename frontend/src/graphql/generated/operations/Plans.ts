/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlansQuery, PlansQueryVariables } from '../types'

export const Plans = operation<PlansQuery, PlansQueryVariables>('query', 'Plans', '8475f8d8ef5eda2527ba1ac8c0836654942450dd6e50da66e63d35ce74d45b6c')
