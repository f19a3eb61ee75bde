/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviseRiskEventMutation, ReviseRiskEventMutationVariables } from '../types'

export const ReviseRiskEvent = operation<ReviseRiskEventMutation, ReviseRiskEventMutationVariables>('mutation', 'ReviseRiskEvent', 'cbe77b563ff1e30aa01733a691f4f102cd6c1c7a28baee329982397777ff96df')
