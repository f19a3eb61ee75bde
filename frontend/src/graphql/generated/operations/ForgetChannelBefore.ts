/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ForgetChannelBeforeMutation, ForgetChannelBeforeMutationVariables } from '../types'

export const ForgetChannelBefore = operation<ForgetChannelBeforeMutation, ForgetChannelBeforeMutationVariables>('mutation', 'ForgetChannelBefore', 'd5eba167f9b756f465a4ec496931535f538835c8cfb066fcdf89f7bae0ba743c')
