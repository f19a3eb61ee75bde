/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { NoteAlarmShownMutation, NoteAlarmShownMutationVariables } from '../types'

export const NoteAlarmShown = operation<NoteAlarmShownMutation, NoteAlarmShownMutationVariables>('mutation', 'NoteAlarmShown', 'd8024d9576808ed00eec9af3245324ca64c98da4cdf9e16076e3b69d501ba60a')
