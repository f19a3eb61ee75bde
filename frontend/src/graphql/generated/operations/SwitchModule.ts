/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SwitchModuleMutation, SwitchModuleMutationVariables } from '../types'

export const SwitchModule = operation<SwitchModuleMutation, SwitchModuleMutationVariables>('mutation', 'SwitchModule', 'c0f021a71bd771ffd97ba8b4517452342dac4c32c828745cc5a0baa6590463b6')
