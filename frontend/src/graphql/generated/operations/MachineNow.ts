/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MachineNowQuery, MachineNowQueryVariables } from '../types'

export const MachineNow = operation<MachineNowQuery, MachineNowQueryVariables>('query', 'MachineNow', '3fe5d0e2daca956fb84581458a757c259089600262ba92fb1bd38aa4469b9340')
