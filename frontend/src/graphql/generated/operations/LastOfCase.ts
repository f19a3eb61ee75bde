/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LastOfCaseQuery, LastOfCaseQueryVariables } from '../types'

export const LastOfCase = operation<LastOfCaseQuery, LastOfCaseQueryVariables>('query', 'LastOfCase', 'b1a49e0b5122ad69abdf118d27170693eb2c46a56de972bc269915bf0ec2f187')
