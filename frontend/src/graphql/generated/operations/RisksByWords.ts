/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RisksByWordsQuery, RisksByWordsQueryVariables } from '../types'

export const RisksByWords = operation<RisksByWordsQuery, RisksByWordsQueryVariables>('query', 'RisksByWords', 'fc4da929cf08c72a0ebcf3fc4ec69ba87c825f407ef8de611dac81a539fb0eb5')
