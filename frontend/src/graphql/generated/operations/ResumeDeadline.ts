/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeDeadlineMutation, ResumeDeadlineMutationVariables } from '../types'

export const ResumeDeadline = operation<ResumeDeadlineMutation, ResumeDeadlineMutationVariables>('mutation', 'ResumeDeadline', 'df2b765204dbd809749f5a64839a3f4a84361227e1b9edbac533b866df027b14')
