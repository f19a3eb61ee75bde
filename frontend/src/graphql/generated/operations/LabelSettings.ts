/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LabelSettingsQuery, LabelSettingsQueryVariables } from '../types'

export const LabelSettings = operation<LabelSettingsQuery, LabelSettingsQueryVariables>('query', 'LabelSettings', '4e1bdb3f325b436cca0a371788d647a3bc925d5d6d1c6a5c505933ffb3abe188')
