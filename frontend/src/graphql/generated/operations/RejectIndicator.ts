/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RejectIndicatorMutation, RejectIndicatorMutationVariables } from '../types'

export const RejectIndicator = operation<RejectIndicatorMutation, RejectIndicatorMutationVariables>('mutation', 'RejectIndicator', '4d7f9d38e720608477a21b00c72698effc1aef92671a70f4e0285d077bfd19c9')
