/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeClockMutation, ResumeClockMutationVariables } from '../types'

export const ResumeClock = operation<ResumeClockMutation, ResumeClockMutationVariables>('mutation', 'ResumeClock', '0856ec3931dc0c0f9166b7441b11899f43dfc366c7bb48a392546c6fba07972b')
