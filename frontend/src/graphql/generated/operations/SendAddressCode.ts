/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SendAddressCodeMutation, SendAddressCodeMutationVariables } from '../types'

export const SendAddressCode = operation<SendAddressCodeMutation, SendAddressCodeMutationVariables>('mutation', 'SendAddressCode', '67335e13d713e1fa37b9d88b9d05dbed9c1939f05560b41519232242eba7b547')
