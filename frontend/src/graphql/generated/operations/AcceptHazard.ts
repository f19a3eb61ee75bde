/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcceptHazardMutation, AcceptHazardMutationVariables } from '../types'

export const AcceptHazard = operation<AcceptHazardMutation, AcceptHazardMutationVariables>('mutation', 'AcceptHazard', 'f0ef3e3855ddb6dc6afc362924e1b54fab194e20b17a3bb6fdc1f2b8b80fdf94')
