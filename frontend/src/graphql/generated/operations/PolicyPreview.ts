/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PolicyPreviewQuery, PolicyPreviewQueryVariables } from '../types'

export const PolicyPreview = operation<PolicyPreviewQuery, PolicyPreviewQueryVariables>('query', 'PolicyPreview', '3617c8790a9f419cf39638c6808712eb55ac24adb05ca8d501acb4f4b2a2fc2f')
