/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DecideAgreementMutation, DecideAgreementMutationVariables } from '../types'

export const DecideAgreement = operation<DecideAgreementMutation, DecideAgreementMutationVariables>('mutation', 'DecideAgreement', '418859ccea57c6ee3a4f995649a9253386bd72bbeb1e01ebed3f0e43c4678018')
