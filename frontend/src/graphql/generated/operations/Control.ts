/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ControlQuery, ControlQueryVariables } from '../types'

export const Control = operation<ControlQuery, ControlQueryVariables>('query', 'Control', '29ca26284c550b3143319bc411f6c05c5601d7cf88c3d7ac1d03e399d2c12640')
