/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyPreferencesQuery, MyPreferencesQueryVariables } from '../types'

export const MyPreferences = operation<MyPreferencesQuery, MyPreferencesQueryVariables>('query', 'MyPreferences', '537ab0ce5c4c1a388366f17e71b5c1dec3738f11fe3f84f6a875a2e04004eeac')
