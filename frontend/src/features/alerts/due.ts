import { nextDue } from '@/features/cases/actions'
import type { AlertState, CaseState } from '@/graphql/generated/enums'
import { isUnseen } from './alertState'

interface Due {
  state: AlertState
  acknowledgeDueAt: string
  case: { state: CaseState; acknowledgeDueAt: string; disposeDueAt: string; recheckDueAt: string | null } | null
}

/** Until when its next step is to be done: to answer it, then that of its case; null where nothing is due. */
export function dueOf(alert: Due): string | null {
  if (isUnseen(alert)) return alert.acknowledgeDueAt
  return alert.case && alert.state !== 'NORMAL' ? nextDue(alert.case) : null
}
