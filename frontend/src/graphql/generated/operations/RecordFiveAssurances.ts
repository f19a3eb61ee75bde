/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordFiveAssurancesMutation, RecordFiveAssurancesMutationVariables } from '../types'

export const RecordFiveAssurances = operation<RecordFiveAssurancesMutation, RecordFiveAssurancesMutationVariables>('mutation', 'RecordFiveAssurances', 'ed31928362c123a640e3ca4cabde0d0ed8f95f8816ec209bc04248522909d751')
