/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TestOutletMutation, TestOutletMutationVariables } from '../types'

export const TestOutlet = operation<TestOutletMutation, TestOutletMutationVariables>('mutation', 'TestOutlet', '70b42157a0066335690dbdcb8ede2df0d31f5b2bf385fd8f6c45b2534b68f0bc')
