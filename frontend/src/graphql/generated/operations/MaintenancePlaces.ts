/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MaintenancePlacesQuery, MaintenancePlacesQueryVariables } from '../types'

export const MaintenancePlaces = operation<MaintenancePlacesQuery, MaintenancePlacesQueryVariables>('query', 'MaintenancePlaces', '7e95b45ff6458ec51c9ee08899653fa1b05d9b70be89221999e8550fc6e7259e')
