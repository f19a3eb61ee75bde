/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyBrowsersQuery, MyBrowsersQueryVariables } from '../types'

export const MyBrowsers = operation<MyBrowsersQuery, MyBrowsersQueryVariables>('query', 'MyBrowsers', '43ee971542895bc8a4e55c8b91b4e26ce1d74207d2a4f5dedea70ff499a7b895')
