/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeClockMutation, ResumeClockMutationVariables } from '../types'

export const ResumeClock = operation<ResumeClockMutation, ResumeClockMutationVariables>('mutation', 'ResumeClock', 'e1ad3638d50d33e2c38af08fee2dc399caf69ed98fe2d72695e4eec55fc3a4b5')
