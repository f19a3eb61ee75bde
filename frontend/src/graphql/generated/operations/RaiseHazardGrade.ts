/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RaiseHazardGradeMutation, RaiseHazardGradeMutationVariables } from '../types'

export const RaiseHazardGrade = operation<RaiseHazardGradeMutation, RaiseHazardGradeMutationVariables>('mutation', 'RaiseHazardGrade', '87c2124855ebd86b5941fed7ff7e2e37ad8b67a7658effe83f8dc29646621043')
