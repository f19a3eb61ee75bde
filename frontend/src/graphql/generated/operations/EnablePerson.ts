/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EnablePersonMutation, EnablePersonMutationVariables } from '../types'

export const EnablePerson = operation<EnablePersonMutation, EnablePersonMutationVariables>('mutation', 'EnablePerson', 'c1c5143f61d5b00f5660973f228aad97d8a4eb024c99afd549030a76cef35271')
