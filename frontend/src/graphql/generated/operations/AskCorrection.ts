/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AskCorrectionMutation, AskCorrectionMutationVariables } from '../types'

export const AskCorrection = operation<AskCorrectionMutation, AskCorrectionMutationVariables>('mutation', 'AskCorrection', 'ec2a648762bfb53706eb63529ad9414315da8f190f8b781b1e8681395ca0dcc4')
