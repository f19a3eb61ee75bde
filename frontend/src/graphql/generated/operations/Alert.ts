/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertQuery, AlertQueryVariables } from '../types'

export const Alert = operation<AlertQuery, AlertQueryVariables>('query', 'Alert', 'c777347f2927034a71b93ee068a8cf8d749508f22c89435dc814acc4002cc276')
