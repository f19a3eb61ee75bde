/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TuneIndicatorMutation, TuneIndicatorMutationVariables } from '../types'

export const TuneIndicator = operation<TuneIndicatorMutation, TuneIndicatorMutationVariables>('mutation', 'TuneIndicator', '1cdf3b6def2ea9a86d866185cd95188c1140f93f0bc40f44f4baf9271b43f365')
