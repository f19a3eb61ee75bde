/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventToEditQuery, RiskEventToEditQueryVariables } from '../types'

export const RiskEventToEdit = operation<RiskEventToEditQuery, RiskEventToEditQueryVariables>('query', 'RiskEventToEdit', '49c575800e2c8b00933775443b5c495629b159b6dbb76922e5d1a0fd22289762')
