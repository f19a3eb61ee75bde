/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { GroupMembersQuery, GroupMembersQueryVariables } from '../types'

export const GroupMembers = operation<GroupMembersQuery, GroupMembersQueryVariables>('query', 'GroupMembers', '62cd712989817f51cd50e0909f48c83d25f5768f44c09e3fccc0b1f4de95803d')
