/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyWorklistQuery, MyWorklistQueryVariables } from '../types'

export const MyWorklist = operation<MyWorklistQuery, MyWorklistQueryVariables>('query', 'MyWorklist', '98d53a4c39ba73ba278e4c05d18dbb17db11a30142de79232a3b0be034bd4290')
