/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetLabelPageMutation, SetLabelPageMutationVariables } from '../types'

export const SetLabelPage = operation<SetLabelPageMutation, SetLabelPageMutationVariables>('mutation', 'SetLabelPage', '4de26250c38c7226a4fe1f77536d98432dc19e6e70b575eccdf9b26cfa2afe30')
