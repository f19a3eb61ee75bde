/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DisablePersonMutation, DisablePersonMutationVariables } from '../types'

export const DisablePerson = operation<DisablePersonMutation, DisablePersonMutationVariables>('mutation', 'DisablePerson', '701c638acef700486312b6a7b7d7cdfc5629928e8af35e4211234ecd87ed42ca')
