/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HeldBackQuery, HeldBackQueryVariables } from '../types'

export const HeldBack = operation<HeldBackQuery, HeldBackQueryVariables>('query', 'HeldBack', 'b8d29b9677a1e8dc26fcbe16ad4fdd15b6676e78efc5861f563ec313c148563e')
