/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MaintenanceWindowsQuery, MaintenanceWindowsQueryVariables } from '../types'

export const MaintenanceWindows = operation<MaintenanceWindowsQuery, MaintenanceWindowsQueryVariables>('query', 'MaintenanceWindows', 'd431fa5e1570b3a49540e950dc7c1261289c1938bfa5c7702b06f7ff0b5dbf51')
