/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DisablePersonMutation, DisablePersonMutationVariables } from '../types'

export const DisablePerson = operation<DisablePersonMutation, DisablePersonMutationVariables>('mutation', 'DisablePerson', '939b2528daecebebdc59ad4c040d1fab55f10ebded52817a352786359210d1a5')
