/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceSourceMutation, PlaceSourceMutationVariables } from '../types'

export const PlaceSource = operation<PlaceSourceMutation, PlaceSourceMutationVariables>('mutation', 'PlaceSource', '9728cb15b804b7a04c183fb1f07b67639fccc389d9d52ab9f6e84a97231475e1')
