/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskSettingsQuery, RiskSettingsQueryVariables } from '../types'

export const RiskSettings = operation<RiskSettingsQuery, RiskSettingsQueryVariables>('query', 'RiskSettings', '0dd801a8c3a1279e3b0477b8556bb4222b08451f2bf70bd7de6f6317eb1e9788')
