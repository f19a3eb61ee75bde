/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DepartmentsQuery, DepartmentsQueryVariables } from '../types'

export const Departments = operation<DepartmentsQuery, DepartmentsQueryVariables>('query', 'Departments', 'f9ccabc0c302297ca30dc6f32d4d55ad888a54986ee915cca4f2838e2541b74a')
