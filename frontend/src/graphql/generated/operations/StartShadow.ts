/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StartShadowMutation, StartShadowMutationVariables } from '../types'

export const StartShadow = operation<StartShadowMutation, StartShadowMutationVariables>('mutation', 'StartShadow', '9d6d730794465b5f6dec46922d29d73f227578a82da4e29517ee1b6fe7829e79')
