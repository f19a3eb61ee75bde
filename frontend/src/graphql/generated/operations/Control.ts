/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ControlQuery, ControlQueryVariables } from '../types'

export const Control = operation<ControlQuery, ControlQueryVariables>('query', 'Control', 'c69139b94eaea124d6c3cb017d81c036e31e971a21cae82bb92456d1b2e2eadf')
