/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ProposeIndicatorMutation, ProposeIndicatorMutationVariables } from '../types'

export const ProposeIndicator = operation<ProposeIndicatorMutation, ProposeIndicatorMutationVariables>('mutation', 'ProposeIndicator', 'aeddd1f41dd5b7a3d2a91f034f40cb0a2695000842a68ff6a8b671e1aa989c9d')
