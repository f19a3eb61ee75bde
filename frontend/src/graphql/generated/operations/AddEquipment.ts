/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddEquipmentMutation, AddEquipmentMutationVariables } from '../types'

export const AddEquipment = operation<AddEquipmentMutation, AddEquipmentMutationVariables>('mutation', 'AddEquipment', '7e6e2ff193b89a0c4208bcc04b208dc55ab532a2c0700bc6646b8d028b31d79a')
