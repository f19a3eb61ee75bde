/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AreaRisksQuery, AreaRisksQueryVariables } from '../types'

export const AreaRisks = operation<AreaRisksQuery, AreaRisksQueryVariables>('query', 'AreaRisks', '942b2d29662e3d8f85529ffef2855f908dad5bba9fc946cb0f874320376b3dab')
