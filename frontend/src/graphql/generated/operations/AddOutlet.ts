/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddOutletMutation, AddOutletMutationVariables } from '../types'

export const AddOutlet = operation<AddOutletMutation, AddOutletMutationVariables>('mutation', 'AddOutlet', 'b01f960b017e6393b2f137aaba0032ef1747b83b2597c8bacbc58fd370dfea64')
