/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceBandQuery, SourceBandQueryVariables } from '../types'

export const SourceBand = operation<SourceBandQuery, SourceBandQueryVariables>('query', 'SourceBand', 'ba74cccc4eefaca593a801b6dda0928a7c0375b6dfbc3c794a2ccd91ba9a8ced')
