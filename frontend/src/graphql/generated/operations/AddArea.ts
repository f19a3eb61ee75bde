/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddAreaMutation, AddAreaMutationVariables } from '../types'

export const AddArea = operation<AddAreaMutation, AddAreaMutationVariables>('mutation', 'AddArea', 'ef4bc97ea9eed48d711139a573deb40c26a244ee99639c83b8653423df07cc13')
