/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SendAddressCodeMutation, SendAddressCodeMutationVariables } from '../types'

export const SendAddressCode = operation<SendAddressCodeMutation, SendAddressCodeMutationVariables>('mutation', 'SendAddressCode', '569b51e19bb5fc9a8b97754e1d85114c20b708a793c8f93f440320055bc41d91')
