/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RosterPreviewQuery, RosterPreviewQueryVariables } from '../types'

export const RosterPreview = operation<RosterPreviewQuery, RosterPreviewQueryVariables>('query', 'RosterPreview', '46c2a1eade806aa8338b7599b5a1b65772026dab16d353c0f0eba577837d45b6')
