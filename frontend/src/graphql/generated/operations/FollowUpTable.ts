/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FollowUpTableQuery, FollowUpTableQueryVariables } from '../types'

export const FollowUpTable = operation<FollowUpTableQuery, FollowUpTableQueryVariables>('query', 'FollowUpTable', '46b330a469f249ee244f762e6faf769e44227a947f3dfd4a481f3d6ffe7c7825')
