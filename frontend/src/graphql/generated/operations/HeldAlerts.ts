/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HeldAlertsQuery, HeldAlertsQueryVariables } from '../types'

export const HeldAlerts = operation<HeldAlertsQuery, HeldAlertsQueryVariables>('query', 'HeldAlerts', 'c9bbaf792445aeaaf5a61a8f23c2d42654b28ceacfdb644cd263c7710cbc25aa')
