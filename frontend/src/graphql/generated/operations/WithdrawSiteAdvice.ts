/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawSiteAdviceMutation, WithdrawSiteAdviceMutationVariables } from '../types'

export const WithdrawSiteAdvice = operation<WithdrawSiteAdviceMutation, WithdrawSiteAdviceMutationVariables>('mutation', 'WithdrawSiteAdvice', '85cf895cfd6a7c0eec65bd27104d118b67ee4ed3f7552f163a64b3cb4820d50e')
