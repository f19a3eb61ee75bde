/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DraftRiskEventMutation, DraftRiskEventMutationVariables } from '../types'

export const DraftRiskEvent = operation<DraftRiskEventMutation, DraftRiskEventMutationVariables>('mutation', 'DraftRiskEvent', '79bbc3030122337b698c6d4ba010cef94d1614ab9355027af406c4547b83ce3d')
