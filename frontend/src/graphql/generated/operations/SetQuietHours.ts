/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetQuietHoursMutation, SetQuietHoursMutationVariables } from '../types'

export const SetQuietHours = operation<SetQuietHoursMutation, SetQuietHoursMutationVariables>('mutation', 'SetQuietHours', '840e2221a8a76c9f302b89b48bd7ba5bc43044d8adadade741b9cda2efebfb70')
