/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DemoRemovalQuery, DemoRemovalQueryVariables } from '../types'

export const DemoRemoval = operation<DemoRemovalQuery, DemoRemovalQueryVariables>('query', 'DemoRemoval', '5eec29372ea449e9bf71ff91b05863f6c9ec88477bbb71afd801d7e2c5321f86')
