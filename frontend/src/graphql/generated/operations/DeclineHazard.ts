/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DeclineHazardMutation, DeclineHazardMutationVariables } from '../types'

export const DeclineHazard = operation<DeclineHazardMutation, DeclineHazardMutationVariables>('mutation', 'DeclineHazard', '58016bd556205adabb7ea61ab83f5b043f09d46df56b0633306fc79dd2f1231b')
