/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ApproveIndicatorMutation, ApproveIndicatorMutationVariables } from '../types'

export const ApproveIndicator = operation<ApproveIndicatorMutation, ApproveIndicatorMutationVariables>('mutation', 'ApproveIndicator', 'b8402c3965bd153506a50ff292d3371815f8ee739778721a97b7b8df319e525b')
