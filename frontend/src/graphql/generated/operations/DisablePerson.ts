/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DisablePersonMutation, DisablePersonMutationVariables } from '../types'

export const DisablePerson = operation<DisablePersonMutation, DisablePersonMutationVariables>('mutation', 'DisablePerson', '06f399969ecd71684536d6cbc11a993fdf4ae9384a1d9b5b964aa796bdb077a2')
