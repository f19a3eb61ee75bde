/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EnablePersonMutation, EnablePersonMutationVariables } from '../types'

export const EnablePerson = operation<EnablePersonMutation, EnablePersonMutationVariables>('mutation', 'EnablePerson', '01fc8a7fdbbfdcdde178a3baf4eaba6dcd9bcea494e34cf831eae06fb3c7a6d9')
