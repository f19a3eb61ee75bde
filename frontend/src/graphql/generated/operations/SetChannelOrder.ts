/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetChannelOrderMutation, SetChannelOrderMutationVariables } from '../types'

export const SetChannelOrder = operation<SetChannelOrderMutation, SetChannelOrderMutationVariables>('mutation', 'SetChannelOrder', '53fd2897aa2d5ddcf90b7f54fd335b7ccc26a8bc61db777bb765af4e5090345d')
