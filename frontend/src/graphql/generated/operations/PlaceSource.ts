/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceSourceMutation, PlaceSourceMutationVariables } from '../types'

export const PlaceSource = operation<PlaceSourceMutation, PlaceSourceMutationVariables>('mutation', 'PlaceSource', '0a88caae81e64f6caf77b7961803d03fb68f04417a53cc5dd58749254ae9a9d2')
