/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRiskSettingsMutation, ChangeRiskSettingsMutationVariables } from '../types'

export const ChangeRiskSettings = operation<ChangeRiskSettingsMutation, ChangeRiskSettingsMutationVariables>('mutation', 'ChangeRiskSettings', '8848694db0c841b69d16649c105f9c39e8ebf85d639e080dcf31199115c02e96')
