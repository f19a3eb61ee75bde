/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseChangedSubscription, CaseChangedSubscriptionVariables } from '../types'

export const CaseChanged = operation<CaseChangedSubscription, CaseChangedSubscriptionVariables>('subscription', 'CaseChanged', 'ba2c4d0995280289060da212ddfc8dd2667c1aa592f3a25ca4950004093d63ef')
