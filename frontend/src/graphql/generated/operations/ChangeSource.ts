/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeSourceMutation, ChangeSourceMutationVariables } from '../types'

export const ChangeSource = operation<ChangeSourceMutation, ChangeSourceMutationVariables>('mutation', 'ChangeSource', '744f19fb2e6920a8efb6a5721078694de82cb06bf8698f7d1c690346ad7b17a2')
