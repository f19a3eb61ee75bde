/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReplayOutletMutation, ReplayOutletMutationVariables } from '../types'

export const ReplayOutlet = operation<ReplayOutletMutation, ReplayOutletMutationVariables>('mutation', 'ReplayOutlet', '1daf2765299a57c6ee9aa03087afedc7d82600caf2f15d7cbb3448b4d38fb130')
