/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DraftRiskEventMutation, DraftRiskEventMutationVariables } from '../types'

export const DraftRiskEvent = operation<DraftRiskEventMutation, DraftRiskEventMutationVariables>('mutation', 'DraftRiskEvent', '5c899c0aaf8b4df83bec3cfea2c6804ad8cb44c8e27d25d89d32dcfe945102e9')
