/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DecideExtensionMutation, DecideExtensionMutationVariables } from '../types'

export const DecideExtension = operation<DecideExtensionMutation, DecideExtensionMutationVariables>('mutation', 'DecideExtension', 'bdffa1e14a7b1600404da2a8e541889f245da71183baa6baecb6880bbc680ede')
