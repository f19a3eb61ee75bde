/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeDeadlineMutation, ResumeDeadlineMutationVariables } from '../types'

export const ResumeDeadline = operation<ResumeDeadlineMutation, ResumeDeadlineMutationVariables>('mutation', 'ResumeDeadline', 'e5ad772f06bcdef49dc1f9a3bc3df665f46218d227444db46699b7228119d0fc')
