/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DismissSourceMutation, DismissSourceMutationVariables } from '../types'

export const DismissSource = operation<DismissSourceMutation, DismissSourceMutationVariables>('mutation', 'DismissSource', 'a24af8adae6051e6a9f240557f38aabf89eac58ff64ea1fc76090b69ed9357dc')
