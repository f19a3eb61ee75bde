/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetLeaveDateMutation, SetLeaveDateMutationVariables } from '../types'

export const SetLeaveDate = operation<SetLeaveDateMutation, SetLeaveDateMutationVariables>('mutation', 'SetLeaveDate', 'ea1cf814e827fc3d2a75e2518e35d0964868067b91dd10bd6131ed8f1e617503')
