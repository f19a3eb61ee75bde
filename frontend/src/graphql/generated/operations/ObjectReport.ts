/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObjectReportMutation, ObjectReportMutationVariables } from '../types'

export const ObjectReport = operation<ObjectReportMutation, ObjectReportMutationVariables>('mutation', 'ObjectReport', '5eaea5f89de4984c5ae05fe2bec8b2345242b31b9d7018eff4d8711a0de39348')
