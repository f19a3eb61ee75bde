/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeSiteMutation, ChangeSiteMutationVariables } from '../types'

export const ChangeSite = operation<ChangeSiteMutation, ChangeSiteMutationVariables>('mutation', 'ChangeSite', 'aabcd4a71ce52431b023839c651253778d20c7a864e60e5507fbb966151cf354')
