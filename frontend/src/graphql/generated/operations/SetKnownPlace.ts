/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetKnownPlaceMutation, SetKnownPlaceMutationVariables } from '../types'

export const SetKnownPlace = operation<SetKnownPlaceMutation, SetKnownPlaceMutationVariables>('mutation', 'SetKnownPlace', '07bc11c34244ac45207cd3b7bbedbbb356157c672e425d944f5d48e826cd700c')
