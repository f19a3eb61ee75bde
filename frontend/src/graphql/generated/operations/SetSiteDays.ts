/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetSiteDaysMutation, SetSiteDaysMutationVariables } from '../types'

export const SetSiteDays = operation<SetSiteDaysMutation, SetSiteDaysMutationVariables>('mutation', 'SetSiteDays', 'f9ad802d1c2f591cfa0a32f846c7169d467838582132e48d4a6117f848798682')
