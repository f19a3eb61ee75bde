/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RemoveDemoMutation, RemoveDemoMutationVariables } from '../types'

export const RemoveDemo = operation<RemoveDemoMutation, RemoveDemoMutationVariables>('mutation', 'RemoveDemo', '6593f2691c87d40e7d084575f0817a3ac1920037f795bd4771740c43cb6270ae')
