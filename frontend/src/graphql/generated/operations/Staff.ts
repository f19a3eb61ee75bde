/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StaffQuery, StaffQueryVariables } from '../types'

export const Staff = operation<StaffQuery, StaffQueryVariables>('query', 'Staff', '3043a8c5b12bc7fcf1004466b260d7cdd269976966813d0fb23eb13f81401060')
