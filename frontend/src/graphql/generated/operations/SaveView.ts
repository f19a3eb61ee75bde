/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SaveViewMutation, SaveViewMutationVariables } from '../types'

export const SaveView = operation<SaveViewMutation, SaveViewMutationVariables>('mutation', 'SaveView', 'ec489931d736714212bb3db0f773b880c7c3d05e127952dacbcd407c6e6dc246')
