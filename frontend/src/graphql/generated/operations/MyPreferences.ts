/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyPreferencesQuery, MyPreferencesQueryVariables } from '../types'

export const MyPreferences = operation<MyPreferencesQuery, MyPreferencesQueryVariables>('query', 'MyPreferences', '3ac58d9704b8ca0252b07a21aab2e833f987ed6bd7c9474042dab0f8f3dd14f9')
