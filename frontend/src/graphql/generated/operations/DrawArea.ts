/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DrawAreaMutation, DrawAreaMutationVariables } from '../types'

export const DrawArea = operation<DrawAreaMutation, DrawAreaMutationVariables>('mutation', 'DrawArea', 'e8385175aa36fdc78edaebc4e8017fff8442a447d56e0256c20190694ee05b97')
