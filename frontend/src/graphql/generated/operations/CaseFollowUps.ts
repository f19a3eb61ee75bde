/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseFollowUpsQuery, CaseFollowUpsQueryVariables } from '../types'

export const CaseFollowUps = operation<CaseFollowUpsQuery, CaseFollowUpsQueryVariables>('query', 'CaseFollowUps', '5c79f83aab65b2d5223d9fdc8ec4f630656e7633437705142007b5ff5b5c4d01')
