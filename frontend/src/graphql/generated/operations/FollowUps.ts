/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FollowUpsQuery, FollowUpsQueryVariables } from '../types'

export const FollowUps = operation<FollowUpsQuery, FollowUpsQueryVariables>('query', 'FollowUps', '521b5b1c9c3d2efb7a73e0155b8febf82b1a2bf3a3e080d509212c5fd9b46215')
