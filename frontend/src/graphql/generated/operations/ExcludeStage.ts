/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ExcludeStageMutation, ExcludeStageMutationVariables } from '../types'

export const ExcludeStage = operation<ExcludeStageMutation, ExcludeStageMutationVariables>('mutation', 'ExcludeStage', 'b7d919d29757286efe6a744db615ec2de38e816be5f5f4471ea4136623b71b96')
