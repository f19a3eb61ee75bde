import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { rail } from '@/features/settings/places'
import { listAt } from '@/features/worklist/waitingLists'

type Entry = (typeof rail.value)[number]

/** What an entry of the rail says that waits: the sum of its sections, each of which says its own. */
export function waitingIn({ sections }: Entry, badges: Record<string, number>): number {
  return sections.reduce((sum, { to }) => sum + (badges[to] ?? 0), 0)
}

/** Where an entry leads: to the first section in which something waits, so that a figure opens the list that it counts. */
export function wayTo({ sections }: Entry, badges: Record<string, number>): string {
  const section = sections.find(({ to }) => badges[to]) ?? sections[0]
  return listAt(section?.to ?? '/', badges)
}

/** Where a section leads that was asked for this last: there again, but a figure opens the list that it counts. */
export function asLeft(to: string, badges: Record<string, number>, query: LocationQuery = {}): RouteLocationRaw {
  return badges[to] ? listAt(to, badges) : { path: to, query }
}
