/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StaffQuery, StaffQueryVariables } from '../types'

export const Staff = operation<StaffQuery, StaffQueryVariables>('query', 'Staff', '00cee6ea94c60019e8551240397dcd2247efd11d05752c3965ecd21fa1b0124b')
