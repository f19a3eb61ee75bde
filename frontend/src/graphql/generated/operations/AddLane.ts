/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddLaneMutation, AddLaneMutationVariables } from '../types'

export const AddLane = operation<AddLaneMutation, AddLaneMutationVariables>('mutation', 'AddLane', '3067fd31dfe220cf29f8db5aa39cb534a54027d12254bc9c80ad9fc6c8a3bfbf')
