/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetFirstLimitsMutation, SetFirstLimitsMutationVariables } from '../types'

export const SetFirstLimits = operation<SetFirstLimitsMutation, SetFirstLimitsMutationVariables>('mutation', 'SetFirstLimits', 'b35be95c919a956e20a47e5fd592692eafbaf706e7e24cb3adb85449bcdfa375')
