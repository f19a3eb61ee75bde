/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawSiteAdviceMutation, WithdrawSiteAdviceMutationVariables } from '../types'

export const WithdrawSiteAdvice = operation<WithdrawSiteAdviceMutation, WithdrawSiteAdviceMutationVariables>('mutation', 'WithdrawSiteAdvice', '67328f4ef5dfac2ffae8f9a0920bb85951e699da52bdb49e6aada8810e52660c')
