/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CreateDeviceMutation, CreateDeviceMutationVariables } from '../types'

export const CreateDevice = operation<CreateDeviceMutation, CreateDeviceMutationVariables>('mutation', 'CreateDevice', '2d2131b4833c64a6839ab37124acfaa662c25262e4918fadaf60157e19db2a30')
