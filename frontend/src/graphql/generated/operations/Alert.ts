/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertQuery, AlertQueryVariables } from '../types'

export const Alert = operation<AlertQuery, AlertQueryVariables>('query', 'Alert', 'addd018e3251e50b736eaabc7973de319fb28b373061b4fcd87b884363ca2bb2')
