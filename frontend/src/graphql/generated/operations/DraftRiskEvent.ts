/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DraftRiskEventMutation, DraftRiskEventMutationVariables } from '../types'

export const DraftRiskEvent = operation<DraftRiskEventMutation, DraftRiskEventMutationVariables>('mutation', 'DraftRiskEvent', '3e69b59185c9b381695e44a4984bc6671dab2a5f349db82331b7735cb4fef7c4')
