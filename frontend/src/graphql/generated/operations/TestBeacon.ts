/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TestBeaconMutation, TestBeaconMutationVariables } from '../types'

export const TestBeacon = operation<TestBeaconMutation, TestBeaconMutationVariables>('mutation', 'TestBeacon', '32284509aeb7832aa3d6804f3de4c7d2d6714e27ab3409edc4ad8d0b8d12c199')
