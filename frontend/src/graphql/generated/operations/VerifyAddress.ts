/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { VerifyAddressMutation, VerifyAddressMutationVariables } from '../types'

export const VerifyAddress = operation<VerifyAddressMutation, VerifyAddressMutationVariables>('mutation', 'VerifyAddress', 'ad9031ce7a99411378b063b74b3dd561289c40d0a6b0d83d57b0fbb6317addb1')
