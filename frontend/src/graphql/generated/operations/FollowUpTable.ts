/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FollowUpTableQuery, FollowUpTableQueryVariables } from '../types'

export const FollowUpTable = operation<FollowUpTableQuery, FollowUpTableQueryVariables>('query', 'FollowUpTable', 'c2ee2f21765e1339978ad85d262d71c88f4654db9da8e87ac88f3c94dc2c8f02')
