/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DisablePersonMutation, DisablePersonMutationVariables } from '../types'

export const DisablePerson = operation<DisablePersonMutation, DisablePersonMutationVariables>('mutation', 'DisablePerson', '7f31ddb5c0539d52872b8ee0ca6ff1dc6c2fd2ed2333285e08d72a4b3c23e6d7')
