/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerNoticesMutation, AnswerNoticesMutationVariables } from '../types'

export const AnswerNotices = operation<AnswerNoticesMutation, AnswerNoticesMutationVariables>('mutation', 'AnswerNotices', '01c1651509d17bf7acca8a082bbf2e45ecd3945d2a7f2aa6325368238ca757d6')
