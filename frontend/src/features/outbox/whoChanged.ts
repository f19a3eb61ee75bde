import { membership, viewer } from '@/features/people/session'
import { changeWords } from '@/features/sites/settings/site'
import { ask } from '@/graphql/client'
import { LastOfAlert, LastOfCase, LastOfReport, OrganisationChanges, SiteModules, SiteSettings } from '@/graphql/generated/operations'
import { shortDateTime, t, text } from '@/shared/i18n'
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

interface Change {
  at: string
  what: string
  person: { id: string; name: { zh: string; en: string } }
}

/** Who changed it, what and when, as a sentence, if a refusal is a conflict and it was somebody else; else null. */
export async function whoChanged({ kind, id }: Subject, code: string): Promise<string | null> {
  if (!CONFLICTS.has(code)) return null
  const last = await lastOf(kind, id)
  if (!last || last.person.id === viewer.value?.person.id) return null
  return t('outbox.changedBy', { name: text(last.person.name), time: shortDateTime(last.at), what: last.what })
}

async function lastOf(kind: string, id: string): Promise<Change | null> {
  if (kind === 'case') {
    const entries = (await ask(LastOfCase, { id })).data?.case?.timeline ?? []
    const last = latest(entries)
    return last && { at: last.at, what: t(`TimelineKind.${last.kind}`), person: last.person }
  }
  if (kind === 'alert') {
    const last = latest((await ask(LastOfAlert, { id })).data?.alert?.history ?? [])
    return last && { at: last.at, what: t(`AlertTransitionKind.${last.kind}`), person: last.person }
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
  if (kind === 'site') {
    const found = (await ask(SiteSettings, { siteId: id })).data?.siteSettings
    return found?.changedAt && found.changedBy ? { at: found.changedAt, what: changeWords(found.changed), person: found.changedBy } : null
  }
  if (kind !== 'hazard') return null
  const report = (await ask(LastOfReport, { id })).data?.hazardReport
  if (!report?.triagedBy || !report.triagedAt) return null
  return { at: report.triagedAt, what: t(`HazardState.${report.state}`), person: report.triagedBy }
}

/** The latest of some entries that a person made. */
function latest<Entry extends { at: string; person: Change['person'] | null }>(entries: Entry[]) {
  const byPeople = entries.filter((entry): entry is Entry & { person: Change['person'] } => entry.person !== null)
  return byPeople.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null
}
