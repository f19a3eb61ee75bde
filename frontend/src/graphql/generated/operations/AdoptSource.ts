/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AdoptSourceMutation, AdoptSourceMutationVariables } from '../types'

export const AdoptSource = operation<AdoptSourceMutation, AdoptSourceMutationVariables>('mutation', 'AdoptSource', '440ebef0f0bfcd1f7e6cb5a9541685c091264a4bb88e524e5a2aca0abafcf879')
