/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetObservationRulesMutation, SetObservationRulesMutationVariables } from '../types'

export const SetObservationRules = operation<SetObservationRulesMutation, SetObservationRulesMutationVariables>('mutation', 'SetObservationRules', '49b2b24d2d4b24b9057ae7edd8783df4f4dc0d821f292d32109c399c32c8b16f')
