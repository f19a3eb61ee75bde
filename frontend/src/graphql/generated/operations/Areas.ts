/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AreasQuery, AreasQueryVariables } from '../types'

export const Areas = operation<AreasQuery, AreasQueryVariables>('query', 'Areas', '52a49e5ac75c3d07d9b448d49424f71c102469770c0a938ea996e4cfff4bc271')
