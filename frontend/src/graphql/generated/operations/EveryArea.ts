/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EveryAreaQuery, EveryAreaQueryVariables } from '../types'

export const EveryArea = operation<EveryAreaQuery, EveryAreaQueryVariables>('query', 'EveryArea', '2f08e7b463cfb450822f27f07ec6b46ebfde9f5883c74531e706110a82e24e50')
