/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ShowAlertTestMutation, ShowAlertTestMutationVariables } from '../types'

export const ShowAlertTest = operation<ShowAlertTestMutation, ShowAlertTestMutationVariables>('mutation', 'ShowAlertTest', '0eceabc0ddf2813e4a1d2dbbd0c73aeab5bbb8614686357a3aecf940f9b4c57a')
