/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LabSourcesQuery, LabSourcesQueryVariables } from '../types'

export const LabSources = operation<LabSourcesQuery, LabSourcesQueryVariables>('query', 'LabSources', '1908b8129a528a70b9dd53e7cd97e62810eeaebf2d848f5f18f51b5923e724b5')
