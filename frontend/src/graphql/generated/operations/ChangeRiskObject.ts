/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRiskObjectMutation, ChangeRiskObjectMutationVariables } from '../types'

export const ChangeRiskObject = operation<ChangeRiskObjectMutation, ChangeRiskObjectMutationVariables>('mutation', 'ChangeRiskObject', 'd84d8276dbf708de9b25cccd1f10bc0a99c82d3793a8f2937f36035771277259')
