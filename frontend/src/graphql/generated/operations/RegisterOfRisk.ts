/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RegisterOfRiskQuery, RegisterOfRiskQueryVariables } from '../types'

export const RegisterOfRisk = operation<RegisterOfRiskQuery, RegisterOfRiskQueryVariables>('query', 'RegisterOfRisk', 'c684dbd2f0f9dbe571a350125d2f6dfe2d04f2821f6307a8d105863deaa826af')
