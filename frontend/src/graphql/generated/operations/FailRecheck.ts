/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FailRecheckMutation, FailRecheckMutationVariables } from '../types'

export const FailRecheck = operation<FailRecheckMutation, FailRecheckMutationVariables>('mutation', 'FailRecheck', 'bc55f84e93235b7a90c6faaf05e46fdc6923ca024ade72bd39a3429d00dc4696')
