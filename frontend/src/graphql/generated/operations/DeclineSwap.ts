/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DeclineSwapMutation, DeclineSwapMutationVariables } from '../types'

export const DeclineSwap = operation<DeclineSwapMutation, DeclineSwapMutationVariables>('mutation', 'DeclineSwap', '9380b4a4702d384fd6f902295985ee7e5579c8ec625150e96d4afc75ecd97631')
