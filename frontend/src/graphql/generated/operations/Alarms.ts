/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlarmsQuery, AlarmsQueryVariables } from '../types'

export const Alarms = operation<AlarmsQuery, AlarmsQueryVariables>('query', 'Alarms', 'ba82b39f29d66cf785a02b105289545d475677c5bf26a85c11209da445a7e6d7')
