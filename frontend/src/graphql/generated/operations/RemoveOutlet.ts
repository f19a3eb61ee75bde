/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RemoveOutletMutation, RemoveOutletMutationVariables } from '../types'

export const RemoveOutlet = operation<RemoveOutletMutation, RemoveOutletMutationVariables>('mutation', 'RemoveOutlet', '9003d600aa1d8c284b7e1eb1ac105f018235a5374264396c953eda41d7d6e1bb')
