/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnonymousReportQuery, AnonymousReportQueryVariables } from '../types'

export const AnonymousReport = operation<AnonymousReportQuery, AnonymousReportQueryVariables>('query', 'AnonymousReport', 'c24073e21104a9ccc24e2cb06ec53ebf0c76f467bd9c26ccae30731f869f0919')
