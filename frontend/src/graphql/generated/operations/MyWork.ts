/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyWorkQuery, MyWorkQueryVariables } from '../types'

export const MyWork = operation<MyWorkQuery, MyWorkQueryVariables>('query', 'MyWork', '85dc09f8def1648be627c01215178b2a0fe31b77069695805ba79cf4243d3ef2')
