/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { KeepRegisterMutation, KeepRegisterMutationVariables } from '../types'

export const KeepRegister = operation<KeepRegisterMutation, KeepRegisterMutationVariables>('mutation', 'KeepRegister', '24040d02465c4ce961a86a16e8311d70e8a354039c07f2895eb05181d33592e0')
