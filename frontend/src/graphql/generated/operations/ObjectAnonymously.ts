/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables } from '../types'

export const ObjectAnonymously = operation<ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables>('mutation', 'ObjectAnonymously', '151c38860b1218950c21a3d7879fe1cf3f3da999720e313c08df9dd06643d620')
