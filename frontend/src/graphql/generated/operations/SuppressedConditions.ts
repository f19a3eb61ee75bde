/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SuppressedConditionsQuery, SuppressedConditionsQueryVariables } from '../types'

export const SuppressedConditions = operation<SuppressedConditionsQuery, SuppressedConditionsQueryVariables>('query', 'SuppressedConditions', 'bcd49f26b63ac659d52c8d8a39125387bab1dff6ce686d98807d7e978b9530f6')
