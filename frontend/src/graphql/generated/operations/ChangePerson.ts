/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangePersonMutation, ChangePersonMutationVariables } from '../types'

export const ChangePerson = operation<ChangePersonMutation, ChangePersonMutationVariables>('mutation', 'ChangePerson', '9290ade3a9f6702e0bc28f81925ceec826725bfe4479c39818c08db9c8122631')
