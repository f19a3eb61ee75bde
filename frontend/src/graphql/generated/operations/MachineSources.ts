/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MachineSourcesQuery, MachineSourcesQueryVariables } from '../types'

export const MachineSources = operation<MachineSourcesQuery, MachineSourcesQueryVariables>('query', 'MachineSources', '33768aa51b6e40c3231b5f00c75a3c549ca5445439b1827c91f84335a5268830')
