/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlarmsQuery, AlarmsQueryVariables } from '../types'

export const Alarms = operation<AlarmsQuery, AlarmsQueryVariables>('query', 'Alarms', 'e63e7f627f397a8cf02c9597ae1ca401fc3cdd6f8e1f16abfdaaf555f6592b0f')
