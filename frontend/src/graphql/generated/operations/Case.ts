/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', '8fac73de05828a38479da3639417798b356b460bd4386cdda609d0966ae6cffa')
