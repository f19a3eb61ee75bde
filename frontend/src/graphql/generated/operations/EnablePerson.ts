/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EnablePersonMutation, EnablePersonMutationVariables } from '../types'

export const EnablePerson = operation<EnablePersonMutation, EnablePersonMutationVariables>('mutation', 'EnablePerson', '98fbdd48b2c290370ec98857ddc38ba7a95a685b1af8be7a9713aa2131d61fef')
