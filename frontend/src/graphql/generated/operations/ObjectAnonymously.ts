/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables } from '../types'

export const ObjectAnonymously = operation<ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables>('mutation', 'ObjectAnonymously', '6f7a193f9ee1f4b91bff7f46bb8ab758e8fe5f59af6c0a69254a9f1ceb7937c8')
