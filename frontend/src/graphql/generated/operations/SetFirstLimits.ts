/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetFirstLimitsMutation, SetFirstLimitsMutationVariables } from '../types'

export const SetFirstLimits = operation<SetFirstLimitsMutation, SetFirstLimitsMutationVariables>('mutation', 'SetFirstLimits', 'afde6c344190d47533a00dce6a4499d1c4102e02898ac96cc47828e01a32d71a')
