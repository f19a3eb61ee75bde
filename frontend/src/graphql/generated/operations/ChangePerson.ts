/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangePersonMutation, ChangePersonMutationVariables } from '../types'

export const ChangePerson = operation<ChangePersonMutation, ChangePersonMutationVariables>('mutation', 'ChangePerson', 'ace0881c1459e527713676acbad3db93685f9d56eb4f99a833bec85e4091f39f')
