/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeSourceMutation, ChangeSourceMutationVariables } from '../types'

export const ChangeSource = operation<ChangeSourceMutation, ChangeSourceMutationVariables>('mutation', 'ChangeSource', 'b7931385f50ae7042d3595d559ff91ef2e3740ed59cbc5ad59bf0cb80cd8c8f2')
