/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeDeadlineMutation, ResumeDeadlineMutationVariables } from '../types'

export const ResumeDeadline = operation<ResumeDeadlineMutation, ResumeDeadlineMutationVariables>('mutation', 'ResumeDeadline', '0856ec3931dc0c0f9166b7441b11899f43dfc366c7bb48a392546c6fba07972b')
