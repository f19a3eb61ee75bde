import type { CaseDetailFragment } from '@/graphql/generated/types'
import { isoDay } from '@/shared/i18n'

/** 五落实 as the form edits it; `deadline` is a day, `yyyy-mm-dd`. */
export interface RemediationForm {
  responsible: string
  measures: string
  funds: string
  deadline: string
  plan: string
}

export const EMPTY_PLAN: RemediationForm = { responsible: '', measures: '', funds: '', deadline: '', plan: '' }

export function isComplete(five: RemediationForm): boolean {
  return Object.values(five).every((part) => part.trim() !== '')
}

/** What is recorded already, of this round or the one before, so that it need not be typed twice. */
export function recordedPlan(item: CaseDetailFragment): RemediationForm | null {
  const found = item.remediationPlan ?? item.rounds.at(-1)?.disposal.remediationPlan
  return found ? { ...found, deadline: isoDay(new Date(found.deadline)) } : null
}

/** The end of the day where the person is. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString()
}
