/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PassRecheckMutation, PassRecheckMutationVariables } from '../types'

export const PassRecheck = operation<PassRecheckMutation, PassRecheckMutationVariables>('mutation', 'PassRecheck', 'c57c5b8caaded3947cdfb28f0907857a6b321ffc97699abdabd3583ae454470e')
