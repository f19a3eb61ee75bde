/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EnablePersonMutation, EnablePersonMutationVariables } from '../types'

export const EnablePerson = operation<EnablePersonMutation, EnablePersonMutationVariables>('mutation', 'EnablePerson', '0a20a434dd0ee229da23168f86804aff16a54159b1b32c80b47b3a9ec7fe5948')
