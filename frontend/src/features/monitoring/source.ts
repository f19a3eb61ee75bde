import { computed } from 'vue'
import { isHotTier, rankOf } from '@/features/alerts/alertState'
import type { Tier } from '@/graphql/generated/enums'
import type { MonitorSourceFragment, OverviewRowFragment, OverviewTallyFragment } from '@/graphql/generated/types'
import { isPast, isStale } from '@/features/readings/stale'
import { isUnproven } from '@/graphql/proof'
import { second } from '@/shared/now'
import type { Line } from './sparkline'

export type Source = MonitorSourceFragment
/** A row of the list: a source, or the one that stands for all of an alert group or behind one source that the list holds. */
export interface ShownSource extends Source {
  standsFor: number
  title: OverviewRowFragment['title']
  explainedBy: OverviewRowFragment['explainedBy']
  /** What the list is narrowed to, as the address of the live picture says it. */
  within?: Record<string, string>
  /** How it was; a list without charts has none. */
  sparkline?: Line
}

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

export const COUNTED = ['RED', 'ORANGE', 'YELLOW', 'blind', 'unheard', 'out', 'calm'] as const
export type Counted = (typeof COUNTED)[number]
export type Counts = Record<Counted, number>
export const NO_COUNTS: Counts = { RED: 0, ORANGE: 0, YELLOW: 0, blind: 0, unheard: 0, out: 0, calm: 0 }

/** The one thing that a source counts as, on every page, so that the figures add up to the number of sources; the server says
 * the same of its lists (`CountedAs`). A screen to which nothing proves that it would be told knows of none that it is calm. */
export function countedAs(source: Source): Counted {
  const tier = tierShown(source)
  if (tier && tier !== 'BLUE') return tier
  if (isOut(source)) return 'out'
  if (isUnheard(source)) return 'unheard'
  return isUnseen(source) || source.isUntrusted ? 'blind' : 'calm'
}

/** What the server counted; `isPast`: it no longer says how things are, so nothing is known to be calm. */
export function tallied({ red, orange, yellow, blind, unheard, out, normal }: OverviewTallyFragment, isPast: boolean): Counts {
  const [unseen, calm] = isPast ? [blind + normal, 0] : [blind, normal]
  return { RED: red, ORANGE: orange, YELLOW: yellow, blind: unseen, unheard, out, calm }
}

export const sizeOf = (counts: Counts): number => COUNTED.reduce((sum, each) => sum + counts[each], 0)
/** How many are not as they should be: what needs people, and what nobody sees. */
export const abnormalIn = (counts: Counts): number => sizeOf(counts) - counts.out - counts.calm

/** Whether it counts among those that nobody sees, whichever way; one with a colour counts by that. */
export const isHidden = (source: Source): boolean => ['blind', 'unheard'].includes(countedAs(source))

/** Whether nobody sees what is there now, whatever colour its alert has: it is hatched. */
export const isHatched = (source: Source): boolean => isHidden(source) || showsPast(source)
