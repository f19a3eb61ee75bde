/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EnablePersonMutation, EnablePersonMutationVariables } from '../types'

export const EnablePerson = operation<EnablePersonMutation, EnablePersonMutationVariables>('mutation', 'EnablePerson', 'c5ae690a476650baff7e3bf329d828b69cb97edb18ea479b80547edf68f78e90')
