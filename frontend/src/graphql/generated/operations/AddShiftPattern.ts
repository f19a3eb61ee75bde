/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddShiftPatternMutation, AddShiftPatternMutationVariables } from '../types'

export const AddShiftPattern = operation<AddShiftPatternMutation, AddShiftPatternMutationVariables>('mutation', 'AddShiftPattern', '484b4126f635769ad730b2f27c6cacc74d7d7f93a31f66b3c035a0151dea6697')
