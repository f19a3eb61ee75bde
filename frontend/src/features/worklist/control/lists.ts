import type { RouteLocationRaw } from 'vue-router'
import type { DeadlineStep } from '@/graphql/generated/enums'

/** The lists behind the figures of the executive: each address asks for exactly what its figure counts. */

/** Red and orange alerts raised on a day. */
export function seriousOn(day: string): RouteLocationRaw {
  return { path: '/alerts', query: { view: 'all', tier: 'RED,ORANGE', from: day, to: day } }
}

/** Sources with red or orange alerts again and again since a day. */
export function sourcesAgain(since: string): RouteLocationRaw {
  return { path: '/sources', query: { part: 'all', again: since } }
}

/** These alerts of one such source. */
export function alertsAgain(source: string, since: string): RouteLocationRaw {
  return { path: '/alerts', query: { view: 'all', tier: 'RED,ORANGE', source, from: since } }
}

/** Steps that became due since a day: of one kind, of one department, the late ones alone. */
export function stepsOf(which: { step: DeadlineStep; since: string | null; department?: string; isLate?: boolean }): RouteLocationRaw {
  const { step, since, department, isLate = false } = which
  return {
    path: '/follow-ups',
    query: { view: 'steps', step, from: since ?? undefined, department, ...(isLate ? { answer: 'LATE' } : {}) },
  }
}
