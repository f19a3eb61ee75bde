/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PolicyLosesQuery, PolicyLosesQueryVariables } from '../types'

export const PolicyLoses = operation<PolicyLosesQuery, PolicyLosesQueryVariables>('query', 'PolicyLoses', '3656ca3a11eb7ea7647bc800fa0bd1e6eb9f452f01740a457c9db8212d7e9f6a')
