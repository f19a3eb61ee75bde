/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyWorkQuery, MyWorkQueryVariables } from '../types'

export const MyWork = operation<MyWorkQuery, MyWorkQueryVariables>('query', 'MyWork', 'b6a6adc3176eb5babc8413459b24d35d09ef2b64e924dc1260e3cb65f87237a0')
