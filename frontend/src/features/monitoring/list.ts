import { isHotTier, rankOf } from '@/features/alerts/alertState'
import type { CountedAs, Stage, Tier } from '@/graphql/generated/enums'
import type { OverviewFilter, OverviewRowFragment, OverviewTileFragment } from '@/graphql/generated/types'
import type { Connection } from '@/graphql/usePagedQuery'
import { nearness } from './nearness'
import {
  countedAs,
  formerTier,
  isBlind,
  isOld,
  isOut,
  NO_COUNTS,
  tierShown,
  type Counted,
  type Counts,
  type ShownSource,
  type Source,
} from './source'

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

/** What these rows count as, each as often as it stands for. */
export function countsOf(sources: (Source & { standsFor?: number })[]): Counts {
  const counts = { ...NO_COUNTS }
  for (const source of sources) counts[countedAs(source)] += source.standsFor ?? 1
  return counts
}

/** The worst state of several sources, however many: a tier, blind, or null where all is calm. */
export function worstIn(counts: Counts): Tier | 'blind' | null {
  const tier = (['RED', 'ORANGE', 'YELLOW'] as const).find((each) => counts[each] > 0)
  return tier ?? (counts.blind + counts.unheard > 0 ? 'blind' : null)
}

/** Of the picture that a screen shows: what is narrowed, by a stage, the code of an area, what it counts as. */
export interface Part {
  stage: Stage | null
  area: string | null
  only: Counted | null
  /** Id of the source that explains why nobody sees them. */
  behind?: string | null
}

const COUNTED_AS: Record<Counted, CountedAs> = {
  RED: 'RED',
  ORANGE: 'ORANGE',
  YELLOW: 'YELLOW',
  blind: 'BLIND',
  unheard: 'UNHEARD',
  out: 'OUT',
  calm: 'NORMAL',
}

/** The list of who may not see the site. */
export const NO_PAGE: Connection<never> = { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, endCursor: null } }

/** Rows of a page, unless more are active or unanswered. */
export const PAGE = 60
/** Further pages hold what needs nobody yet: they are asked for again less often (ms). */
export const RELOAD_AFTER = 30_000

export function filterOf({ stage, area, only, behind }: Part): OverviewFilter {
  return {
    ...(stage !== null && { stages: [stage] }),
    ...(area !== null && { areaCodes: [area] }),
    ...(only !== null && { countedAs: [COUNTED_AS[only]] }),
    ...(behind && { explainedBy: behind }),
  }
}

/** The same of rows that are here already. */
export function isIn({ stage, area, only, behind }: Part, source: ShownSource): boolean {
  return (
    (stage === null || source.stage === stage) &&
    (area === null || source.area.code === area) &&
    (only === null || countedAs(source) === only) &&
    (!behind || source.explainedBy?.id === behind)
  )
}

/** The same as the address of the live picture says it. */
export function withinOf({ stage, area }: Pick<Part, 'stage' | 'area'>): Record<string, string> {
  return { ...(stage !== null && { stage }), ...(area !== null && { area }) }
}

export type Row = OverviewRowFragment | OverviewTileFragment

function shownOf({ source, standsFor, title, explainedBy }: Row): ShownSource {
  return { ...source, standsFor, title, explainedBy }
}

/** The rows in their order, each once: one that moved to another page meanwhile may have come twice. */
export function listOf(rows: Row[], withValue: (source: ShownSource) => ShownSource): ShownSource[] {
  const found = new Map(rows.map((row) => [row.source.id, row]))
  return [...found.values()].map((row) => withValue(shownOf(row))).sort(byUrgency)
}

/** Sources that these rows stand for. */
export function pointsOf(rows: ShownSource[]): number {
  return rows.reduce((sum, { standsFor }) => sum + standsFor, 0)
}

/** How many of a list are on none of these rows. */
export function leftOf(all: number, rows: ShownSource[]): number {
  return Math.max(0, all - pointsOf(rows))
}

/** How many of them were worse than they are now, unanswered, by the tier that each was; the worst first. */
export function formerCounts(sources: ShownSource[]): { tier: Tier; n: number }[] {
  const found = groupedBy(
    sources.filter((source) => formerTier(source) !== null),
    (source) => formerTier(source) ?? 'RED',
  )
  return found.map(({ key, sources: rows }) => ({ tier: key as Tier, n: pointsOf(rows) })).sort((a, b) => rankOf(b.tier) - rankOf(a.tier))
}

/** The worst that any of them was, unanswered, where that is worse than `now`: a mark beside it. */
export function formerIn(sources: Source[], now: Tier | null): Tier | null {
  const [worst = null] = sources.flatMap((source) => formerTier(source) ?? []).sort((a, b) => rankOf(b) - rankOf(a))
  return worst && (now === null || rankOf(worst) > rankOf(now)) ? worst : null
}
