/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { NoteBrowserMutation, NoteBrowserMutationVariables } from '../types'

export const NoteBrowser = operation<NoteBrowserMutation, NoteBrowserMutationVariables>('mutation', 'NoteBrowser', 'd2ac4d8bbed6f30b67384c7d7d1d320e67b41f1c2a3904d4833d49973608d645')
