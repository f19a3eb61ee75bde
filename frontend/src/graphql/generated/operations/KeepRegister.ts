/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { KeepRegisterMutation, KeepRegisterMutationVariables } from '../types'

export const KeepRegister = operation<KeepRegisterMutation, KeepRegisterMutationVariables>('mutation', 'KeepRegister', '6c2666a7e7dce7a1817f3b59f85e09f22730cfef76e50c9832b54b6e2f629ab3')
