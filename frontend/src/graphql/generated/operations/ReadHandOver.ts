/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReadHandOverMutation, ReadHandOverMutationVariables } from '../types'

export const ReadHandOver = operation<ReadHandOverMutation, ReadHandOverMutationVariables>('mutation', 'ReadHandOver', '9f234fde938b2194fca9e4ff32c4c918685b678d51eb0a5f6907b88851b400f2')
