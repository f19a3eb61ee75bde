/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ProposalsQuery, ProposalsQueryVariables } from '../types'

export const Proposals = operation<ProposalsQuery, ProposalsQueryVariables>('query', 'Proposals', '4f55df952aaf3d4b8898295d51d8da294d6e73107a88d398b4e02c88c550db5b')
