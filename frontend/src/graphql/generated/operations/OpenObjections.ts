/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OpenObjectionsQuery, OpenObjectionsQueryVariables } from '../types'

export const OpenObjections = operation<OpenObjectionsQuery, OpenObjectionsQueryVariables>('query', 'OpenObjections', '2e11bdbb911134dc029341ace848d177cda57624f96d8dfd827d30856e5d70f5')
