/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StopShadowMutation, StopShadowMutationVariables } from '../types'

export const StopShadow = operation<StopShadowMutation, StopShadowMutationVariables>('mutation', 'StopShadow', 'c774647fae353104b60c115bf4234571500a89caa64f543d8efb1e4c5c54ddd2')
