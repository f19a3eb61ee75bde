/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyAddressesQuery, MyAddressesQueryVariables } from '../types'

export const MyAddresses = operation<MyAddressesQuery, MyAddressesQueryVariables>('query', 'MyAddresses', '2d2cf3157b87d9af759b4ded2c97724071363c3a0614b974f4a2aa98c3046893')
