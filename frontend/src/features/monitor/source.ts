import { computed } from 'vue'
import { isHotTier, rankOf } from '@/features/alerts/alertState'
import type { Tier } from '@/graphql/generated/enums'
import type { MonitorQuery, MonitorSourceFragment } from '@/graphql/generated/types'
import { isPast, isStale } from '@/features/readings/stale'
import { isUnproven } from '@/graphql/proof'
import { second } from '@/shared/now'
import { nearness } from './nearness'

export type Source = MonitorSourceFragment
export type ShownSource = MonitorQuery['monitor'][number]

/** A blind source: it is silent, or has never sent a value. We do not know, so it is never shown as calm. */
export function isBlind({ kind, state, latest }: Pick<Source, 'kind' | 'state' | 'latest'>): boolean {
  return state === 'SILENT' || (state === 'IN_SERVICE' && kind === 'READINGS' && latest === null)
}

/** The time, in ms, that sources are counted by: whether a value is old is no matter of seconds, and a large plant is not drawn anew
 * with each of them. */
const GRAIN = 10_000
const countedAt = computed(() => Math.floor(second.value / GRAIN) * GRAIN)

/** Its last value is too old to say what is there now, though it is not silent: it has no silence time of its own, or sends what it
 * measured long ago. Shown hatched with its age. */
export function isOld(source: Pick<Source, 'state' | 'latest' | 'indicator'>): boolean {
  return source.state === 'IN_SERVICE' && source.latest !== null && isStale(source, countedAt.value)
}

/** What nobody sees now: a blind source, an old value, and every one on a screen to which nothing proves that it would be told. */
export function isUnseen(source: Pick<Source, 'kind' | 'state' | 'latest' | 'indicator'>): boolean {
  return isUnproven.value || isBlind(source) || isOld(source)
}

/** Whether its last value does not say what is there now, at the time that sources are counted by. */
export function showsPast(source: Pick<Source, 'state' | 'latest' | 'indicator' | 'isUntrusted'>): boolean {
  return isPast(source, countedAt.value)
}

/** In service, and never sent a reading: no alert says so, for silence begins with the first. */
export function isUnheard({ isNeverHeard, latest }: Pick<Source, 'isNeverHeard' | 'latest'>): boolean {
  return isNeverHeard && latest === null
}

export const isOut = ({ state }: Pick<Source, 'state'>): boolean => state === 'OUT_OF_SERVICE'

/** The tier that the picture shows. A blue alert that only says it is silent is the hatching, not a colour. */
export function tierShown(source: Pick<Source, 'activeAlert'>): Tier | null {
  return source.activeAlert && source.activeAlert.condition !== 'SILENT' ? source.activeAlert.tier : null
}

/** What it was, where nobody has answered that and it is less by now: a mark beside the present tier. */
export function formerTier(source: Pick<Source, 'activeAlert' | 'unansweredTier'>): Tier | null {
  const [was, is] = [source.unansweredTier ?? null, tierShown(source)]
  return isHotTier(was) && was && (is === null || rankOf(was) > rankOf(is)) ? was : null
}

export function nearnessOf({ latest, indicator }: Pick<Source, 'latest' | 'indicator'>): number {
  return latest && indicator ? nearness(latest.value, indicator.limits, indicator.span) : 0
}

/** By what it is now: its tier, then what we cannot see, then blue; out of service last. */
function present(source: Source): number {
  const tier = tierShown(source)
  if (tier && tier !== 'BLUE') return rankOf(tier)
  if (isOut(source)) return -1
  if (isBlind(source) || isOld(source) || source.isUntrusted) return 1.5
  return tier ? 1 : 0
}

/** The same with what it was, where nobody has answered that: what is over stands with its tier, behind what is so now. */
function urgency(source: Source): number {
  const was = source.unansweredTier ?? null
  return Math.max(present(source), was && isHotTier(was) ? rankOf(was) : -1)
}

/** The one order of the picture, here and on the server: `tests/worklist/overview_order.json` holds its cases. */
export function byUrgency(a: Source, b: Source): number {
  return urgency(b) - urgency(a) || byPresent(a, b)
}

/** The order by what each is now, whatever it was. */
export function byPresent(a: Source, b: Source): number {
  return present(b) - present(a) || nearnessOf(b) - nearnessOf(a) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
}

export const COUNTED = ['RED', 'ORANGE', 'YELLOW', 'blind', 'unheard', 'out', 'calm'] as const
export type Counted = (typeof COUNTED)[number]
export type Counts = Record<Counted, number>

/** The one thing that a source counts as, on every page, so that the figures add up to the number of sources; the server says
 * the same of its lists (`CountedAs`). A screen to which nothing proves that it would be told knows of none that it is calm. */
export function countedAs(source: Source): Counted {
  const tier = tierShown(source)
  if (tier && tier !== 'BLUE') return tier
  if (isOut(source)) return 'out'
  if (isUnheard(source)) return 'unheard'
  return isUnseen(source) || source.isUntrusted ? 'blind' : 'calm'
}

export function countsOf(sources: Source[]): Counts {
  const counts: Counts = { RED: 0, ORANGE: 0, YELLOW: 0, blind: 0, unheard: 0, out: 0, calm: 0 }
  for (const source of sources) counts[countedAs(source)] += 1
  return counts
}

/** Whether it counts among those that nobody sees, whichever way; one with a colour counts by that. */
export const isHidden = (source: Source): boolean => ['blind', 'unheard'].includes(countedAs(source))

/** Whether nobody sees what is there now, whatever colour its alert has: it is hatched. */
export const isHatched = (source: Source): boolean => isHidden(source) || showsPast(source)

/** The worst state of several sources, however many: a tier, blind, or null where all is calm. */
export function worstIn(counts: Counts): Tier | 'blind' | null {
  const tier = (['RED', 'ORANGE', 'YELLOW'] as const).find((each) => counts[each] > 0)
  return tier ?? (counts.blind + counts.unheard > 0 ? 'blind' : null)
}

export const worstOf = (sources: Source[]): Tier | 'blind' | null => worstIn(countsOf(sources))

/** The sources in groups, in the order in which each group's first source comes. */
export function groupedBy<S extends Source>(sources: S[], keyOf: (source: S) => string): { key: string; sources: S[] }[] {
  const groups = new Map<string, S[]>()
  for (const source of sources) {
    const group = groups.get(keyOf(source))
    if (group) group.push(source)
    else groups.set(keyOf(source), [source])
  }
  return [...groups].map(([key, members]) => ({ key, sources: members }))
}
