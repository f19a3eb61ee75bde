/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseRiskEventMutation, CloseRiskEventMutationVariables } from '../types'

export const CloseRiskEvent = operation<CloseRiskEventMutation, CloseRiskEventMutationVariables>('mutation', 'CloseRiskEvent', '7e1594833657209977b8cc278c3c2e47b9c6da723c3c76692c283f877ceb9052')
