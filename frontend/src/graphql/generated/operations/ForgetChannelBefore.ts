/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ForgetChannelBeforeMutation, ForgetChannelBeforeMutationVariables } from '../types'

export const ForgetChannelBefore = operation<ForgetChannelBeforeMutation, ForgetChannelBeforeMutationVariables>('mutation', 'ForgetChannelBefore', '4f562e2d5617818c905fcdfc5f7157a6a282fdff95f1794a0dc3e49482ef0e9d')
