/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BeaconsQuery, BeaconsQueryVariables } from '../types'

export const Beacons = operation<BeaconsQuery, BeaconsQueryVariables>('query', 'Beacons', 'cc30eb179d19a690fc2491ecd2f9b77be3bed151292ea26bc680898118cd5993')
