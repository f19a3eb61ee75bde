/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RevokeDeviceMutation, RevokeDeviceMutationVariables } from '../types'

export const RevokeDevice = operation<RevokeDeviceMutation, RevokeDeviceMutationVariables>('mutation', 'RevokeDevice', 'cef88edc080ab761f9caf7d4c739612d212a599440cfe31554defd6d85ad0e0a')
