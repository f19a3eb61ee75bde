import type { HomePartsFragment } from '@/graphql/generated/types'

/** What waits behind each page, by address; `triage`: of the reports alone. */
export function waitingAt(home: HomePartsFragment | undefined): Record<string, number> {
  if (!home) return {}
  return {
    '/alerts': home.unacknowledgedAlerts,
    '/cases': home.myOpenCases,
    // Reports first; objections are a list of their own.
    '/hazards': home.awaitingTriage || (home.openObjections ?? 0),
    triage: home.awaitingTriage,
    '/sources': home.unknownSources,
  }
}
