/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MergeCasesMutation, MergeCasesMutationVariables } from '../types'

export const MergeCases = operation<MergeCasesMutation, MergeCasesMutationVariables>('mutation', 'MergeCases', 'f37cc68b8ac315d2ff747ce1bce1410e1acf1f59f78ef3b99a0f4cf85527a3b4')
