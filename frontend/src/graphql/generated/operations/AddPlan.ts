/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddPlanMutation, AddPlanMutationVariables } from '../types'

export const AddPlan = operation<AddPlanMutation, AddPlanMutationVariables>('mutation', 'AddPlan', '7319116bf874fd72a5502438dae5e7a2c784ca21f7d0c77a658e2fcab943fc2c')
