/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordFiveAssurancesMutation, RecordFiveAssurancesMutationVariables } from '../types'

export const RecordFiveAssurances = operation<RecordFiveAssurancesMutation, RecordFiveAssurancesMutationVariables>('mutation', 'RecordFiveAssurances', '1f639f41979f851f07ac3a5e12d90ffba9c4be597cfcd3d800cd83818fb2b9d9')
