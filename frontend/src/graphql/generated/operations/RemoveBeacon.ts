/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RemoveBeaconMutation, RemoveBeaconMutationVariables } from '../types'

export const RemoveBeacon = operation<RemoveBeaconMutation, RemoveBeaconMutationVariables>('mutation', 'RemoveBeacon', '9f3ffedca76fe0bf56c8be219ba803ce7139918adc72784e513c01294f84d04a')
