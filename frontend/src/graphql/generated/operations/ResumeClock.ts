/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeClockMutation, ResumeClockMutationVariables } from '../types'

export const ResumeClock = operation<ResumeClockMutation, ResumeClockMutationVariables>('mutation', 'ResumeClock', 'a4458b9d8e7e4b7b86b0e013f3bfa21df8b4d53b6171cd62ed19d927051d7fc1')
