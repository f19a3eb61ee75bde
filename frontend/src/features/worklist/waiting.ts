import type { HomeQuery } from '@/graphql/generated/types'

/** What waits behind each page, by address. */
export function waitingAt(home: HomeQuery['home'] | undefined): Record<string, number> {
  if (!home) return {}
  return {
    '/alerts': home.unacknowledgedAlerts,
    '/cases': home.myOpenCases,
    '/hazards': home.awaitingTriage + (home.openObjections ?? 0),
  }
}
