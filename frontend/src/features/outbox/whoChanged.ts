import { stateWords } from '@/features/hazards/stateWords'
import { laterOf, type Last } from '@/features/nouns'
import { has, membership, viewer } from '@/features/people/session'
import { changeWords } from '@/features/sites/settings/site'
import { ask } from '@/graphql/client'
import {
  LastOfAlert,
  LastOfCase,
  LastOfReport,
  LastOfSource,
  OrganisationChanges,
  SiteAdvice,
  SiteModules,
  SiteSettings,
} from '@/graphql/generated/operations'
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
  // A follow-up is asked about a case: whoever did its step came first.
  if (kind === 'case' || kind === 'followUp') {
    const entries = (await ask(LastOfCase, { id })).data?.case?.timeline ?? []
    const last = latest(entries)
    return last && { at: last.at, what: t(`TimelineKind.${last.kind}`), person: last.person }
  }
  if (kind === 'alert') {
    const last = latest((await ask(LastOfAlert, { id })).data?.alert?.history ?? [])
    return last && { at: last.at, what: t(`AlertTransitionKind.${last.kind}`), person: last.person }
  }
  if (kind === 'source') {
    const found = (await ask(LastOfSource, { id })).data?.sensor?.outOfService
    const what = found && `${t('SensorState.OUT_OF_SERVICE')} · ${found.reason}`
    return found?.person && what ? { at: found.since, what, person: found.person } : null
  }
  if (kind === 'person' || kind === 'department' || kind === 'post') {
    const last = latest((await ask(OrganisationChanges, { objectId: id })).data?.organisationChanges ?? [])
    return last && { at: last.at, what: last.note, person: last.person }
  }
  if (kind === 'module') {
    const { data } = await ask(SiteModules, { siteId: membership.value?.site.id ?? '' })
    const found = data?.siteModules.find((each) => each.id === id)
    if (!found?.changedAt || !found.changedBy) return null
    return { at: found.changedAt, what: `${t(found.isOn ? 'modules.on' : 'modules.off')} ${found.reason}`.trim(), person: found.changedBy }
  }
  if (kind === 'advice') {
    const { data } = await ask(SiteAdvice, { siteId: membership.value?.site.id ?? '' })
    const found = data?.siteAdvice.find((each) => each.id === id)
    if (!found?.changedAt || !found.changedBy) return null
    return { at: found.changedAt, what: found.own.map(text).join(' / '), person: found.changedBy }
  }
  if (kind === 'site') {
    const found = (await ask(SiteSettings, { siteId: id })).data?.siteSettings
    return found?.changedAt && found.changedBy ? { at: found.changedAt, what: changeWords(found.changed), person: found.changedBy } : null
  }
  if (kind === 'hazard') {
    const report = (await ask(LastOfReport, { id })).data?.hazardReport
    if (!report?.triagedBy || !report.triagedAt) return null
    return { at: report.triagedAt, what: stateWords(report), person: report.triagedBy }
  }
  const ofNoun = (await laterOf(has)).find(({ last }) => last?.[kind])?.last?.[kind]
  return (await ofNoun?.(id)) ?? null
}

/** The latest of some entries that a person made. */
function latest<Entry extends { at: string; person: Last['person'] | null }>(entries: Entry[]) {
  const byPeople = entries.filter((entry): entry is Entry & { person: Last['person'] } => entry.person !== null)
  return byPeople.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null
}
