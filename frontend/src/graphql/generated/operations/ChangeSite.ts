/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeSiteMutation, ChangeSiteMutationVariables } from '../types'

export const ChangeSite = operation<ChangeSiteMutation, ChangeSiteMutationVariables>('mutation', 'ChangeSite', 'cbf6d16e0c1e497a3114457139bc97ca3ab280a48cbea22f6283b625d2f42ea5')
