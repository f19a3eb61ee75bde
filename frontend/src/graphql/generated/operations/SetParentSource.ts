/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetParentSourceMutation, SetParentSourceMutationVariables } from '../types'

export const SetParentSource = operation<SetParentSourceMutation, SetParentSourceMutationVariables>('mutation', 'SetParentSource', 'af50b4967093de8f045d65886edb27e7c8ea9863e3f5cee3aa66c1f07d51bfdd')
