/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeClockMutation, ResumeClockMutationVariables } from '../types'

export const ResumeClock = operation<ResumeClockMutation, ResumeClockMutationVariables>('mutation', 'ResumeClock', '83ad4088f6815b038ce2330134c8befdb781e2dac14077062ffeec8289fec634')
