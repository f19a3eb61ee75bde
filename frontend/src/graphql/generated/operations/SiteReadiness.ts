/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteReadinessQuery, SiteReadinessQueryVariables } from '../types'

export const SiteReadiness = operation<SiteReadinessQuery, SiteReadinessQueryVariables>('query', 'SiteReadiness', '01374ea6262be5d32816f46ab7418b34a71edc0a5251d9abad6e758e266fa059')
