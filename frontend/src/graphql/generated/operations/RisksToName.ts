/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RisksToNameQuery, RisksToNameQueryVariables } from '../types'

export const RisksToName = operation<RisksToNameQuery, RisksToNameQueryVariables>('query', 'RisksToName', '35c376037373469bb19d0386559ed8efb3ca7074a1bd6879df94d56473f54c59')
