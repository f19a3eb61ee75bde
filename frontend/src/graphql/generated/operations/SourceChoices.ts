/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceChoicesQuery, SourceChoicesQueryVariables } from '../types'

export const SourceChoices = operation<SourceChoicesQuery, SourceChoicesQueryVariables>('query', 'SourceChoices', '713b7420b34264a31683cdd698799a75aaf97a43f1d8dea30e89884b8a7e23ee')
