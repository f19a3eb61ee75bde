/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AgreementsQuery, AgreementsQueryVariables } from '../types'

export const Agreements = operation<AgreementsQuery, AgreementsQueryVariables>('query', 'Agreements', '5bacd143dcbe96a8532fd44a74310695bbf730a1dfb599040c61a3a9af3a3de0')
