/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnsubscribePushMutation, UnsubscribePushMutationVariables } from '../types'

export const UnsubscribePush = operation<UnsubscribePushMutation, UnsubscribePushMutationVariables>('mutation', 'UnsubscribePush', '66375f8391a5754463493eae3362515980cca2025a6ac5b036ff9cee1f946846')
