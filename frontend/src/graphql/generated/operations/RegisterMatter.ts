/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RegisterMatterMutation, RegisterMatterMutationVariables } from '../types'

export const RegisterMatter = operation<RegisterMatterMutation, RegisterMatterMutationVariables>('mutation', 'RegisterMatter', '3f2e630d606305bbc03798295021e07c00af5ccf050992db9782ce7dfcb31b0e')
