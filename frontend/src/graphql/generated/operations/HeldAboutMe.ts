/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HeldAboutMeQuery, HeldAboutMeQueryVariables } from '../types'

export const HeldAboutMe = operation<HeldAboutMeQuery, HeldAboutMeQueryVariables>('query', 'HeldAboutMe', '995adfa2efd90c88a8701beefacc15b998d02c48c8ef6fdadc986570d8b1998d')
