/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DeclineHazardMutation, DeclineHazardMutationVariables } from '../types'

export const DeclineHazard = operation<DeclineHazardMutation, DeclineHazardMutationVariables>('mutation', 'DeclineHazard', 'b21961dbcadcd3bb07428cd5ecd5e983e70717ba37200e3e0360719380b29126')
