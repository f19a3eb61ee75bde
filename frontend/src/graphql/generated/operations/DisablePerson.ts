/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DisablePersonMutation, DisablePersonMutationVariables } from '../types'

export const DisablePerson = operation<DisablePersonMutation, DisablePersonMutationVariables>('mutation', 'DisablePerson', '1e5d0a6147e8f7fa124346ecc7f8edd47d4547736cfc1dd24c68e46b5c481eb5')
