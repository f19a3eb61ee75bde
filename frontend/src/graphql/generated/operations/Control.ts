/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ControlQuery, ControlQueryVariables } from '../types'

export const Control = operation<ControlQuery, ControlQueryVariables>('query', 'Control', '21036d50f3a8b8b5b2507247b3ae86a2c6c2fffc05e65aa6b9af10151fe94b60')
