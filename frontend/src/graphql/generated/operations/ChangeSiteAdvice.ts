/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeSiteAdviceMutation, ChangeSiteAdviceMutationVariables } from '../types'

export const ChangeSiteAdvice = operation<ChangeSiteAdviceMutation, ChangeSiteAdviceMutationVariables>('mutation', 'ChangeSiteAdvice', '32dbb30f4393d5ec303b338f9d922d880d4ec65747bcf1ca63276cc04457632d')
