/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseFollowUpsQuery, CaseFollowUpsQueryVariables } from '../types'

export const CaseFollowUps = operation<CaseFollowUpsQuery, CaseFollowUpsQueryVariables>('query', 'CaseFollowUps', '8f56a47bff851bcc1f498984e249b11a1dce4263931b47c8cb71fd9bd6c84e24')
