/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnbindRiskSourceMutation, UnbindRiskSourceMutationVariables } from '../types'

export const UnbindRiskSource = operation<UnbindRiskSourceMutation, UnbindRiskSourceMutationVariables>('mutation', 'UnbindRiskSource', '49a2ffb70c901aa464674b5c66a413fd99cd198b83c04eead770154a315b3c2a')
