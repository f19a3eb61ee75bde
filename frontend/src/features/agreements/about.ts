import type { AgreementPartsFragment, AgreementsQuery } from '@/graphql/generated/types'
import type { Subject } from '@/shared/records'
import { text } from '@/shared/i18n'

/** A request; in a list of requests with the event of the register that it is about. */
export type Request = AgreementPartsFragment & Partial<Pick<AgreementsQuery['agreements'][number], 'riskEvent'>>

/** The page of what a request is about. */
export function routeOf({ kind, objectId, riskEvent }: Pick<Request, 'kind' | 'objectId' | 'riskEvent'>): string {
  if (kind === 'DISMISS_CASE') return `/cases/${objectId}`
  if (kind === 'DECLINE_REPORT') return `/hazards/${objectId}`
  if (kind === 'SWITCH_MODULE_OFF') return '/admin/modules'
  if (kind === 'NAME_SECOND_PERSON') return '/admin/site'
  if (kind === 'LENGTHEN_TIMES') return '/policy'
  if (kind === 'LOOSEN_TAG') return '/admin/tags'
  if (kind === 'PAUSE_CHANNEL' || kind === 'REMOVE_BEACON' || kind === 'REMOVE_OUTLET') return '/admin/channels'
  // Its object is a revision, which stands on the page of its event.
  if (kind === 'CHANGE_RISK') return riskEvent ? `/risks/${riskEvent.id}` : '/risks'
  if (kind === 'GRANT_ROLE') return `/admin/people/${objectId}`
  return kind === 'LOOSEN_OBSERVATION_RULES' || kind === 'INHIBIT_SOURCE' ? '/sources' : '/work'
}

/** What a decision is about, as the outbox names it. */
export function subjectOf(item: Request): Subject {
  const kind = {
    DISMISS_CASE: 'case',
    DECLINE_REPORT: 'hazard',
    CHANGE_RISK: 'risk_event',
    LOOSEN_OBSERVATION_RULES: 'settings',
    SHORTEN_RETENTION: 'settings',
    GRANT_ROLE: 'settings',
    INHIBIT_SOURCE: 'settings',
    LOOSEN_TAG: 'settings',
    SWITCH_MODULE_OFF: 'settings',
    NAME_SECOND_PERSON: 'settings',
    SHORTEN_LEAVER_RETENTION: 'settings',
    LENGTHEN_TIMES: 'settings',
    PAUSE_CHANNEL: 'settings',
    REMOVE_BEACON: 'settings',
    REMOVE_OUTLET: 'settings',
  } as const
  return { kind: kind[item.kind], id: item.objectId, title: text(item.title), route: routeOf(item) }
}
