/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeEquipmentMutation, ChangeEquipmentMutationVariables } from '../types'

export const ChangeEquipment = operation<ChangeEquipmentMutation, ChangeEquipmentMutationVariables>('mutation', 'ChangeEquipment', '8ba199600a2e98cdd00f564b4a4af3ec8a44bfda65212146157c4faa0c0a0130')
