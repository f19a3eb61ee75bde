/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeDeadlineMutation, ResumeDeadlineMutationVariables } from '../types'

export const ResumeDeadline = operation<ResumeDeadlineMutation, ResumeDeadlineMutationVariables>('mutation', 'ResumeDeadline', '70e99f348513b2651f0d3c64fba1b09d8a828e7a3d6c87fc833c35a3a9df6a2d')
