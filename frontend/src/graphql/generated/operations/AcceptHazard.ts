/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcceptHazardMutation, AcceptHazardMutationVariables } from '../types'

export const AcceptHazard = operation<AcceptHazardMutation, AcceptHazardMutationVariables>('mutation', 'AcceptHazard', '2843e56fb83ca381f23d29da9d1c7db3f0c21d4f729cca9831165cde11f2b9ef')
