/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyAddressesQuery, MyAddressesQueryVariables } from '../types'

export const MyAddresses = operation<MyAddressesQuery, MyAddressesQueryVariables>('query', 'MyAddresses', 'a88e48d8df029b361aaa2af14b7a36a59d99d97e931e8a5e7c183139a5a892c9')
