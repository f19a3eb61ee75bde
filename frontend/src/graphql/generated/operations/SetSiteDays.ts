/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetSiteDaysMutation, SetSiteDaysMutationVariables } from '../types'

export const SetSiteDays = operation<SetSiteDaysMutation, SetSiteDaysMutationVariables>('mutation', 'SetSiteDays', '8c94a9dc15d5958e5845b15f0f001574d52b0b5e5eaea2a6f34e7cc57392fa86')
