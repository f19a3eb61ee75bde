/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ApplyStartingSetMutation, ApplyStartingSetMutationVariables } from '../types'

export const ApplyStartingSet = operation<ApplyStartingSetMutation, ApplyStartingSetMutationVariables>('mutation', 'ApplyStartingSet', '37708910b9efbd17b563a93289fb9aee1a55502bd0c04f3628848140645c7f54')
