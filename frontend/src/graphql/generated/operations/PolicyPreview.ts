/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PolicyPreviewQuery, PolicyPreviewQueryVariables } from '../types'

export const PolicyPreview = operation<PolicyPreviewQuery, PolicyPreviewQueryVariables>('query', 'PolicyPreview', '17140f167ced35053a122abefee7212adb5c4de2eb2125123ce98ccb031f61e6')
