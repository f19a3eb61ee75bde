/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectReportMutation, ObjectReportMutationVariables } from '../types'

export const ObjectReport = operation<ObjectReportMutation, ObjectReportMutationVariables>('mutation', 'ObjectReport', '31c05abcaf5829d553a5b09e611f1e32b654d46076cfe0f7fda7f1869d9dd1eb')
