/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertBeaconsQuery, AlertBeaconsQueryVariables } from '../types'

export const AlertBeacons = operation<AlertBeaconsQuery, AlertBeaconsQueryVariables>('query', 'AlertBeacons', '2088e9adab7ce3242ff2294f1d866257cee04361a6a019f4b94e28daf607262f')
