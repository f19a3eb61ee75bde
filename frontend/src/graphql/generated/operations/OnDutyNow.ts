/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OnDutyNowQuery, OnDutyNowQueryVariables } from '../types'

export const OnDutyNow = operation<OnDutyNowQuery, OnDutyNowQueryVariables>('query', 'OnDutyNow', 'cd32ff9368bf9bf8e9ead344e7c49cd65f139f10643598090b0b84259c94e107')
