/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables } from '../types'

export const ObjectAnonymously = operation<ObjectAnonymouslyMutation, ObjectAnonymouslyMutationVariables>('mutation', 'ObjectAnonymously', '7814c6fd9eea04c1c04c2eff5f6a29009dbf1c87d35ed8677eb55737c7ae58f6')
