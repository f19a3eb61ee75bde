/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangePlanMutation, ChangePlanMutationVariables } from '../types'

export const ChangePlan = operation<ChangePlanMutation, ChangePlanMutationVariables>('mutation', 'ChangePlan', 'd019beaccdce51bd8c5e98b90a7649ac8d4e5d143a9c043e35ec5835c0dd0e75')
