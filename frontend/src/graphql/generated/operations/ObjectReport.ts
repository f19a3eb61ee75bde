/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectReportMutation, ObjectReportMutationVariables } from '../types'

export const ObjectReport = operation<ObjectReportMutation, ObjectReportMutationVariables>('mutation', 'ObjectReport', 'ae3b2e7f11f67b128476b1748f25e49d23a33f06f21c46c4f9d863b5497f9afe')
