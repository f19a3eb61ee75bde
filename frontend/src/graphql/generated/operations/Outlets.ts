/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OutletsQuery, OutletsQueryVariables } from '../types'

export const Outlets = operation<OutletsQuery, OutletsQueryVariables>('query', 'Outlets', 'b827fc3f53d7d6344fd82805b28591bdc92d8f1e057ec9155926c30b0ef68652')
