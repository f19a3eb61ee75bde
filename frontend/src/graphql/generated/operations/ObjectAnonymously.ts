/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables } from '../types'

export const ObjectAnonymously = operation<ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables>('mutation', 'ObjectAnonymously', '19b108bb88a7f42d171ea50362734dc1868059f76f54c51db42539c8a95a0427')
