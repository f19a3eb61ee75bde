/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { VapidPublicKeyQuery, VapidPublicKeyQueryVariables } from '../types'

export const VapidPublicKey = operation<VapidPublicKeyQuery, VapidPublicKeyQueryVariables>('query', 'VapidPublicKey', '5f187aeff965b7c8521d08819803689c4ef9a7f0300cfb70e89be0562518e3f4')
