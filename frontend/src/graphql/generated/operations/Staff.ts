/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StaffQuery, StaffQueryVariables } from '../types'

export const Staff = operation<StaffQuery, StaffQueryVariables>('query', 'Staff', '6c308433f76a37c47873964947b22a91c4637d17b1243bfe46872d57cd2ad37b')
