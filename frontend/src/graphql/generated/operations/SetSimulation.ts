/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetSimulationMutation, SetSimulationMutationVariables } from '../types'

export const SetSimulation = operation<SetSimulationMutation, SetSimulationMutationVariables>('mutation', 'SetSimulation', '6c230b00114b6a7ecc05170d0bc7c1c4159b4d430342a4281395ffd41773d914')
