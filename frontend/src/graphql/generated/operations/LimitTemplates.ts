/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LimitTemplatesQuery, LimitTemplatesQueryVariables } from '../types'

export const LimitTemplates = operation<LimitTemplatesQuery, LimitTemplatesQueryVariables>('query', 'LimitTemplates', '0e34ac209751ebcf11a8fcedebc0e0e469c807ad64b63edcf40ef219e084832f')
