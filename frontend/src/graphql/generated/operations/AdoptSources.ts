/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AdoptSourcesMutation, AdoptSourcesMutationVariables } from '../types'

export const AdoptSources = operation<AdoptSourcesMutation, AdoptSourcesMutationVariables>('mutation', 'AdoptSources', '940d861342b98b8fd88d4284f277ed4d445cf3a3340acc1c031811a4ce3518ae')
