/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReachQuery, ReachQueryVariables } from '../types'

export const Reach = operation<ReachQuery, ReachQueryVariables>('query', 'Reach', '21dd3ae121025f00792ca900662dea3efacbc89459e94acaac75ee70fd9cd5b3')
