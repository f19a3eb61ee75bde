/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordFiveAssurancesMutation, RecordFiveAssurancesMutationVariables } from '../types'

export const RecordFiveAssurances = operation<RecordFiveAssurancesMutation, RecordFiveAssurancesMutationVariables>('mutation', 'RecordFiveAssurances', 'c044913c5d0566509cd2e0066a1f24c7fab4dbc002c641c1e93afe1fc63562b6')
