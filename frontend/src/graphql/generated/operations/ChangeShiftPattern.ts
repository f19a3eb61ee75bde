/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeShiftPatternMutation, ChangeShiftPatternMutationVariables } from '../types'

export const ChangeShiftPattern = operation<ChangeShiftPatternMutation, ChangeShiftPatternMutationVariables>('mutation', 'ChangeShiftPattern', 'a48bf72b170ae269edf0938a89f08ad806c9819f869534b260203de082a85074')
