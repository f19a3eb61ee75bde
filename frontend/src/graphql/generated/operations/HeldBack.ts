/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HeldBackQuery, HeldBackQueryVariables } from '../types'

export const HeldBack = operation<HeldBackQuery, HeldBackQueryVariables>('query', 'HeldBack', '35d52de91978daa73faf62db2e88b24cdb488329aa6c824bd8cad99bea120e42')
