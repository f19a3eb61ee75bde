/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseReviewMutation, CloseReviewMutationVariables } from '../types'

export const CloseReview = operation<CloseReviewMutation, CloseReviewMutationVariables>('mutation', 'CloseReview', '360a8301c1048d03f85346d6faa9b568a9613b37c02fa8a01c320a507ad0e741')
