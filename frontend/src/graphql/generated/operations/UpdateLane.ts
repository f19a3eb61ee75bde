/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UpdateLaneMutation, UpdateLaneMutationVariables } from '../types'

export const UpdateLane = operation<UpdateLaneMutation, UpdateLaneMutationVariables>('mutation', 'UpdateLane', '3256c1fd78b77249ea6ec780eb7676bea2dfe75e831f84081697ab5bca2e886c')
