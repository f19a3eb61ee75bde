/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteModulesQuery, SiteModulesQueryVariables } from '../types'

export const SiteModules = operation<SiteModulesQuery, SiteModulesQueryVariables>('query', 'SiteModules', 'b5156baa548431f3e37d005a25c1ad074d9455816c13a83d542264ab98b68d72')
