/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportAnonymouslyMutation, ReportAnonymouslyMutationVariables } from '../types'

export const ReportAnonymously = operation<ReportAnonymouslyMutation, ReportAnonymouslyMutationVariables>('mutation', 'ReportAnonymously', '0844d4afe71cc6581a883d38d5a6169e3ec6feeaf64d25f22bb84e1d4b600360')
