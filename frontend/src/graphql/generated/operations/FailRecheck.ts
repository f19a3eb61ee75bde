/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FailRecheckMutation, FailRecheckMutationVariables } from '../types'

export const FailRecheck = operation<FailRecheckMutation, FailRecheckMutationVariables>('mutation', 'FailRecheck', '1f48f273c31fec7cbbb3203d31dbb510c691180c372e4dc429c191bdb8055860')
