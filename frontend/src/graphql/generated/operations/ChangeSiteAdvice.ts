/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeSiteAdviceMutation, ChangeSiteAdviceMutationVariables } from '../types'

export const ChangeSiteAdvice = operation<ChangeSiteAdviceMutation, ChangeSiteAdviceMutationVariables>('mutation', 'ChangeSiteAdvice', '2cbb85a074f9b3a6eb1e1a81b97428863b7f07df86bbcdf3243bb741f96e2fbb')
