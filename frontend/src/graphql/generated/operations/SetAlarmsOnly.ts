/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetAlarmsOnlyMutation, SetAlarmsOnlyMutationVariables } from '../types'

export const SetAlarmsOnly = operation<SetAlarmsOnlyMutation, SetAlarmsOnlyMutationVariables>('mutation', 'SetAlarmsOnly', 'b6f82bfa7f9024691e45c628f2b76b0c633494581bee00e221d2b0e2ebe0b813')
