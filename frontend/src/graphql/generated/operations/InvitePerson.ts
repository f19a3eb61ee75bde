/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { InvitePersonMutation, InvitePersonMutationVariables } from '../types'

export const InvitePerson = operation<InvitePersonMutation, InvitePersonMutationVariables>('mutation', 'InvitePerson', 'bac33c0e019992db6c50d052beeba7e0ef3ea19c6f20124409d50ac359819176')
