/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OrganisationChangesQuery, OrganisationChangesQueryVariables } from '../types'

export const OrganisationChanges = operation<OrganisationChangesQuery, OrganisationChangesQueryVariables>('query', 'OrganisationChanges', 'd854b34d80796fa2aab5445ab8166566b39b8c39b2110bd23844b94b04a86617')
