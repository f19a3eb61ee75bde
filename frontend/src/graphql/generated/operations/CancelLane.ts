/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CancelLaneMutation, CancelLaneMutationVariables } from '../types'

export const CancelLane = operation<CancelLaneMutation, CancelLaneMutationVariables>('mutation', 'CancelLane', '62788d6e9ab845ae56a8f89c8ed60624bbbbf4badc5d6f0696fc88186bb6e80f')
