import type { ReportTimelinePartsFragment } from '@/graphql/generated/types'
import { momentWords, t, text } from '@/shared/i18n'
import { nextOf } from './timeline'

type Promised = Pick<ReportTimelinePartsFragment, 'steps' | 'dueAt' | 'dueBy' | 'state' | 'caseId'>

/** Which step is to come until when, and by whom where that is one person: 赵敏 11:12 前响应. Empty where nothing is. */
export function promiseOf({ steps, dueAt, dueBy, state }: Promised): string {
  const next = nextOf(steps.map(({ kind }) => kind))
  if (!dueAt || !next || next === 'answer') return ''
  const isTakenOn = steps.some(({ kind }) => kind === 'TAKEN_ON')
  const step = state === 'SUBMITTED' || (next === 'fix' && !isTakenOn) ? 'triage' : next
  const parts = { who: text(dueBy?.name), time: momentWords(dueAt) }
  return t(dueBy ? `receipt.by.${step}` : `receipt.until.${step}`, parts)
}
