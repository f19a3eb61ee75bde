/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RemovePlanMutation, RemovePlanMutationVariables } from '../types'

export const RemovePlan = operation<RemovePlanMutation, RemovePlanMutationVariables>('mutation', 'RemovePlan', 'f362016fb27f9c07f02362dfaf3019047b90f08eb663ccd0c61efacc22a4884e')
