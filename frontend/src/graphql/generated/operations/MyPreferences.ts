/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyPreferencesQuery, MyPreferencesQueryVariables } from '../types'

export const MyPreferences = operation<MyPreferencesQuery, MyPreferencesQueryVariables>('query', 'MyPreferences', '37cff13374b9d09c52f4ca31eb3b3e81c7107fc88d9a082fe3e354d70f05a9ff')
