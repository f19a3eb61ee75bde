/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddBeaconMutation, AddBeaconMutationVariables } from '../types'

export const AddBeacon = operation<AddBeaconMutation, AddBeaconMutationVariables>('mutation', 'AddBeacon', '2d2909745fc79422c00c280b11c437d6f3e682b02018d09aff9554f0143f7794')
