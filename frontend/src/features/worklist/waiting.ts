import type { HomeQuery } from '@/graphql/generated/types'

/** What waits behind each page, by address. */
export function waitingAt(home: HomeQuery['home'] | undefined): Record<string, number> {
  if (!home) return {}
  return {
    '/alerts': home.unacknowledgedAlerts,
    '/cases': home.myOpenCases,
    // Reports first; objections are a list of their own.
    '/hazards': home.awaitingTriage || (home.openObjections ?? 0),
  }
}

/** Where a page opens whose number this is: on the very list that it counts. */
export function listAt(page: string, home: HomeQuery['home'] | undefined): string {
  const views: Record<string, string> = {
    '/alerts': 'unseen',
    '/cases': 'mine',
    '/hazards': home?.awaitingTriage ? 'triage' : 'objections',
  }
  return waitingAt(home)[page] ? `${page}?view=${views[page]}` : page
}
