/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectReportMutation, ObjectReportMutationVariables } from '../types'

export const ObjectReport = operation<ObjectReportMutation, ObjectReportMutationVariables>('mutation', 'ObjectReport', '02c88454213a8da98fe02c3c5edbad56f37097b4f3899366a91dfa57ca4f0496')
