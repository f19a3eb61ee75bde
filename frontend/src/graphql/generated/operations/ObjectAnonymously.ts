/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables } from '../types'

export const ObjectAnonymously = operation<ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables>('mutation', 'ObjectAnonymously', 'c2327db22af1a5c6bc970e3f055271f4fd0a213e320cb17a935519c2a29c3c7a')
