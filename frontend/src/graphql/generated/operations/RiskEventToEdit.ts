/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventToEditQuery, RiskEventToEditQueryVariables } from '../types'

export const RiskEventToEdit = operation<RiskEventToEditQuery, RiskEventToEditQueryVariables>('query', 'RiskEventToEdit', '27300f5634e75e36431d7ffdafd0c7657e8e5835c8b3e3e16896397319ef0718')
