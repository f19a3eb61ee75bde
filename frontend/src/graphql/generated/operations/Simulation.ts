/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SimulationQuery, SimulationQueryVariables } from '../types'

export const Simulation = operation<SimulationQuery, SimulationQueryVariables>('query', 'Simulation', '80aca41afc296370b4441c5688565224d68337f9c0c1717bdd7c17d852ef66d2')
