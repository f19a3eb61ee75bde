/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetAlarmsOnlyMutation, SetAlarmsOnlyMutationVariables } from '../types'

export const SetAlarmsOnly = operation<SetAlarmsOnlyMutation, SetAlarmsOnlyMutationVariables>('mutation', 'SetAlarmsOnly', 'ce10f93b97337333afd67faefa0f7cc3d230f2d9b785e5525c3974c5f1c7849d')
