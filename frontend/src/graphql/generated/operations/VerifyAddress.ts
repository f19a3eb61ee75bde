/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { VerifyAddressMutation, VerifyAddressMutationVariables } from '../types'

export const VerifyAddress = operation<VerifyAddressMutation, VerifyAddressMutationVariables>('mutation', 'VerifyAddress', '8a2a02958e11009b61fdc5833bc7a3ee1997bad32584f6884902803b50121e2c')
