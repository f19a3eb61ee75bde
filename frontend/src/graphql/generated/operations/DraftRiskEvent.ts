/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DraftRiskEventMutation, DraftRiskEventMutationVariables } from '../types'

export const DraftRiskEvent = operation<DraftRiskEventMutation, DraftRiskEventMutationVariables>('mutation', 'DraftRiskEvent', 'cb9d1644f28cb918932dc0759b0fa909aab6cd65587d04613ba635bdc7a7474a')
