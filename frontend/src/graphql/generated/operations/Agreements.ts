/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AgreementsQuery, AgreementsQueryVariables } from '../types'

export const Agreements = operation<AgreementsQuery, AgreementsQueryVariables>('query', 'Agreements', '8fbc75314729d9064a654b295ace4b0f36172201cf5840a37c3d56cd981a50d2')
