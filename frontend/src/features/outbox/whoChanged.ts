import { laterOf, type Last } from '@/features/nouns'
import { has, viewer } from '@/features/people/session'
import { momentWords, t, text } from '@/shared/i18n'
import type { Subject } from '@/shared/records'

/** Refusals that mean: somebody was here before. */
const CONFLICTS = new Set([
  'ALREADY_ACKNOWLEDGED',
  'ALREADY_REOPENED',
  'ALREADY_TRIAGED',
  'CASE_ARCHIVED',
  'CONFLICT',
  'ILLEGAL_TRANSITION',
])

/** The step of somebody else that came first. */
export interface Change {
  name: string
  at: string
  what: string
}

/** Whether this refusal means that somebody was here before. */
export function isConflict(code: string | null): boolean {
  return code !== null && CONFLICTS.has(code)
}

/** Who changed it, what and when, if a refusal is a conflict and it was somebody else; else null. */
export async function changeBy({ kind, id }: Subject, code: string): Promise<Change | null> {
  if (!isConflict(code)) return null
  const last = await lastOf(kind, id)
  if (!last || last.person.id === viewer.value?.person.id) return null
  return { name: text(last.person.name), at: last.at, what: last.what }
}

/** The same as a sentence. */
export async function whoChanged(subject: Subject, code: string): Promise<string | null> {
  const change = await changeBy(subject, code)
  return change && t('outbox.changedBy', { name: change.name, time: momentWords(change.at), what: change.what })
}

async function lastOf(kind: string, id: string): Promise<Last | null> {
  const ofNoun = (await laterOf(has)).find(({ last }) => last?.[kind])?.last?.[kind]
  return (await ofNoun?.(id)) ?? null
}
