/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeDeadlineMutation, ResumeDeadlineMutationVariables } from '../types'

export const ResumeDeadline = operation<ResumeDeadlineMutation, ResumeDeadlineMutationVariables>('mutation', 'ResumeDeadline', 'cfcc9e51782977accef8fd76e7d63e26247e9b8480b9b858368ca848456aa5d4')
