/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AssignLaneMutation, AssignLaneMutationVariables } from '../types'

export const AssignLane = operation<AssignLaneMutation, AssignLaneMutationVariables>('mutation', 'AssignLane', 'a43be00182824823a2dceb32ae0a2dbf7a1caee6091708f67b91a35d7cb75bab')
