/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawIndicatorMutation, WithdrawIndicatorMutationVariables } from '../types'

export const WithdrawIndicator = operation<WithdrawIndicatorMutation, WithdrawIndicatorMutationVariables>('mutation', 'WithdrawIndicator', 'd1bd23ea7345ef047ea7ea587af015ca7cc5c19aa06918a489a20078112bca81')
