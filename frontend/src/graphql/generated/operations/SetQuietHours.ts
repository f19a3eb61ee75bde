/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetQuietHoursMutation, SetQuietHoursMutationVariables } from '../types'

export const SetQuietHours = operation<SetQuietHoursMutation, SetQuietHoursMutationVariables>('mutation', 'SetQuietHours', 'ebd4272303d3426d0622c25acf2be3277fa3925d5e8d65674334d65238f9cad0')
