/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeAreaMutation, ChangeAreaMutationVariables } from '../types'

export const ChangeArea = operation<ChangeAreaMutation, ChangeAreaMutationVariables>('mutation', 'ChangeArea', 'bc066f0c7a0fb94e1ec14f97e452508ea89f0096ce84540ebfd5c31797d21905')
