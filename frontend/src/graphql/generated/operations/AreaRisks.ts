/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AreaRisksQuery, AreaRisksQueryVariables } from '../types'

export const AreaRisks = operation<AreaRisksQuery, AreaRisksQueryVariables>('query', 'AreaRisks', 'f1a5be0b55fc9a481ea70383bd4590c619d6c0b704c73a8142ac2e4589757ca5')
