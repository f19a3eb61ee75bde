/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangePersonMutation, ChangePersonMutationVariables } from '../types'

export const ChangePerson = operation<ChangePersonMutation, ChangePersonMutationVariables>('mutation', 'ChangePerson', '6dfd742ee8acbb827894e2346e4b73e6235d0da43776115cff83c7e83791904f')
