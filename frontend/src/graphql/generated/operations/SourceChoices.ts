/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceChoicesQuery, SourceChoicesQueryVariables } from '../types'

export const SourceChoices = operation<SourceChoicesQuery, SourceChoicesQueryVariables>('query', 'SourceChoices', '376fc0e11c96846c20964b306bde4a122ae3bf07f964beb1c2cff4e9bdd4f866')
