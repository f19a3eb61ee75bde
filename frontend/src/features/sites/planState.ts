import { rankOf } from '@/features/alerts/alertState'
import { abnormalIn, isHidden, NO_COUNTS, showsPast, sizeOf, tallied, tierShown, type Source } from '@/features/monitoring/source'
import type { Tier } from '@/graphql/generated/enums'
import type { OverviewAreasQuery } from '@/graphql/generated/types'

/** What the server says of an area; its worst source with the value that came since. */
export type AreaSums = NonNullable<OverviewAreasQuery['overview']>['areas'][number]

/** An area as the plan shows it. Blind: nobody sees what a source there measures; such an area is hatched, never calm. */
export interface AreaState {
  id: string
  status: 'tier' | 'blind' | 'calm' | 'unwatched'
  /** The worst of its sources; null where none needs anybody. */
  worst: Source | null
  tier: Tier | null
  /** Worse than that, fallen, and unanswered: a mark. */
  former: Tier | null
  notNormalCount: number
  blindCount: number
  /** In service, and never sent anything. */
  unheardCount: number
  /** The value of its worst source is of some time ago. */
  isPast: boolean
}

const RANK: Record<AreaState['status'], number> = { tier: 3, blind: 2, calm: 1, unwatched: 0 }

/** `isPast`: what was answered no longer says how things are: colours stay, and nothing is calm. */
export function areaState(id: string, sums: AreaSums | undefined, isPast = false): AreaState {
  const counts = sums ? tallied(sums.counts, isPast) : NO_COUNTS
  const worst = sums?.worstSource ?? null
  const shown = worst && tierShown(worst)
  const isHot = shown !== null && shown !== 'BLUE'
  const isWorstHidden = worst !== null && !isHot && (isPast || isHidden(worst))
  const tier = isWorstHidden ? null : shown
  const watched = sizeOf(counts) - counts.out
  // The server names no worst source where all was normal: what was answered then says nothing of now, either.
  const isBlind = isWorstHidden || (isPast && watched > 0)
  const status = tier ? 'tier' : isBlind ? 'blind' : watched > 0 ? 'calm' : 'unwatched'
  const former = sums?.formerTier ?? null
  // One that has a blue alert counts as calm elsewhere, where colours begin with yellow; here it has a mark.
  const blue = isPast ? 0 : (sums?.blue ?? 0)
  return {
    id,
    status,
    worst: status === 'tier' || status === 'blind' ? worst : null,
    tier,
    former: former && (!tier || rankOf(former) > rankOf(tier)) ? former : null,
    notNormalCount: abnormalIn(counts) - counts.blind - counts.unheard + blue,
    blindCount: counts.blind,
    unheardCount: counts.unheard,
    isPast: tier !== null && worst !== null && (isPast || showsPast(worst)),
  }
}

/** Every area, what needs people first, areas of one kind in the order in which the server names them: the most urgent first. */
export function areaStates(areas: readonly { id: string }[], found: readonly AreaSums[], isPast = false): AreaState[] {
  const places = new Map(found.map((sums, place) => [sums.area.id, { sums, place }]))
  const placeOf = ({ id }: AreaState): number => places.get(id)?.place ?? found.length
  return areas
    .map(({ id }) => areaState(id, places.get(id)?.sums, isPast))
    .sort((a, b) => RANK[b.status] - RANK[a.status] || placeOf(a) - placeOf(b))
}
