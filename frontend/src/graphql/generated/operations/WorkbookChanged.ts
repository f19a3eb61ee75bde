/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkbookChangedSubscription, WorkbookChangedSubscriptionVariables } from '../types'

export const WorkbookChanged = operation<WorkbookChangedSubscription, WorkbookChangedSubscriptionVariables>('subscription', 'WorkbookChanged', 'da9499520bd174a75db82e5be982ba66be5dc937f06c0e94b95ec5898b73dbfe')
