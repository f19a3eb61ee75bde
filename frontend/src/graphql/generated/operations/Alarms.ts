/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlarmsQuery, AlarmsQueryVariables } from '../types'

export const Alarms = operation<AlarmsQuery, AlarmsQueryVariables>('query', 'Alarms', '3c7df7b27a10f2cfbc0048f362aae8a1d4ad80d28add7be08962a1c83994b06a')
