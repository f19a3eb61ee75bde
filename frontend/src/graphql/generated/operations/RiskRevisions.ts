/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskRevisionsQuery, RiskRevisionsQueryVariables } from '../types'

export const RiskRevisions = operation<RiskRevisionsQuery, RiskRevisionsQueryVariables>('query', 'RiskRevisions', 'f383284ae1f1ad19ca97fd35af84fbe834740a030412981bae02fc373c1a220e')
