/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectReportMutation, ObjectReportMutationVariables } from '../types'

export const ObjectReport = operation<ObjectReportMutation, ObjectReportMutationVariables>('mutation', 'ObjectReport', 'dd881982373f61b135a6387c20e39c743b1928bd175fa7548a0f0cda50573759')
