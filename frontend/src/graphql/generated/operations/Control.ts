/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ControlQuery, ControlQueryVariables } from '../types'

export const Control = operation<ControlQuery, ControlQueryVariables>('query', 'Control', '40fb32c665326ae2e487445a53bf8749693942316f860dc74a643f116233a1a7')
