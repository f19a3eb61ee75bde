/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LinkDuplicateMutation, LinkDuplicateMutationVariables } from '../types'

export const LinkDuplicate = operation<LinkDuplicateMutation, LinkDuplicateMutationVariables>('mutation', 'LinkDuplicate', '0769aed83624ea7f56c6b9dd94d0c823f3385bfb6b1761f815fc06db6b0b24d0')
