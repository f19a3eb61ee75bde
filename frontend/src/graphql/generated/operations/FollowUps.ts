/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FollowUpsQuery, FollowUpsQueryVariables } from '../types'

export const FollowUps = operation<FollowUpsQuery, FollowUpsQueryVariables>('query', 'FollowUps', 'e430c3695672293410b39a02a353eb1a92fb7678649ef484c0e38a9efa48ecc7')
