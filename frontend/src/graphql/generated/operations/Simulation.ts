/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SimulationQuery, SimulationQueryVariables } from '../types'

export const Simulation = operation<SimulationQuery, SimulationQueryVariables>('query', 'Simulation', '032212ae9228e7f7d8b851ebdc77e1827fdc5e60d32d689681ce281ef6995a67')
