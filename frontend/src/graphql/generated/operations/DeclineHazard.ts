/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DeclineHazardMutation, DeclineHazardMutationVariables } from '../types'

export const DeclineHazard = operation<DeclineHazardMutation, DeclineHazardMutationVariables>('mutation', 'DeclineHazard', '19bce5abb04eeb6188d810b8a69c30169cf0668986e30da75b930b4c2f933f4f')
