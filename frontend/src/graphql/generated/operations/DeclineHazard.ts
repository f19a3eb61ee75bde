/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DeclineHazardMutation, DeclineHazardMutationVariables } from '../types'

export const DeclineHazard = operation<DeclineHazardMutation, DeclineHazardMutationVariables>('mutation', 'DeclineHazard', '3df890b29857a523d65393da2b35b85c4545f66e0bd9fe0b9fc03714ff234ae1')
