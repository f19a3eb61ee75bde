/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyWorkQuery, MyWorkQueryVariables } from '../types'

export const MyWork = operation<MyWorkQuery, MyWorkQueryVariables>('query', 'MyWork', '66239b1d1fbe19b8ae8818481065bdcb485c2516b100afac6e4c5194eb388e7d')
