/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ProposalsQuery, ProposalsQueryVariables } from '../types'

export const Proposals = operation<ProposalsQuery, ProposalsQueryVariables>('query', 'Proposals', 'f4d9a2cb32c71a034f74a9cf45cce62588f2fc2c6cd35cf9ef33f5ae527fdb85')
