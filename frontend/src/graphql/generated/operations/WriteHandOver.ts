/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WriteHandOverMutation, WriteHandOverMutationVariables } from '../types'

export const WriteHandOver = operation<WriteHandOverMutation, WriteHandOverMutationVariables>('mutation', 'WriteHandOver', '92172d5a46fef987dea647ed4aa0c8760fdffba50b1314b28ec57b2b6adf142b')
