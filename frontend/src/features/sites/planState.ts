import { rankOf, worst as worstOf } from '@/features/alerts/alertState'
import { byPresent, countedAs, countsOf, formerTier, isHidden, isOut, showsPast, tierShown, type Source } from '@/features/monitor/source'
import type { Tier } from '@/graphql/generated/enums'

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
  calmCount: number
  /** The value of its worst source is of some time ago. */
  isPast: boolean
}

const RANK: Record<AreaState['status'], number> = { tier: 3, blind: 2, calm: 1, unwatched: 0 }

export function areaState(id: string, sources: Source[]): AreaState {
  const here = sources.filter(({ area }) => area.id === id).sort(byPresent)
  const watching = here.filter((source) => !isOut(source) || tierShown(source))
  const { blind, unheard, calm } = countsOf(watching)
  const worst = watching[0] ?? null
  const isWorstBlind = worst !== null && isHidden(worst)
  const tier = worst && !(isWorstBlind && tierShown(worst) === 'BLUE') ? tierShown(worst) : null
  const status = tier ? 'tier' : isWorstBlind ? 'blind' : watching.length > 0 ? 'calm' : 'unwatched'
  const former = worstOf(here.flatMap((source) => formerTier(source) ?? []))
  // One that has a blue alert counts as calm elsewhere, where colours begin with yellow; here it has a mark.
  const blue = watching.filter((source) => tierShown(source) === 'BLUE' && countedAs(source) === 'calm').length
  return {
    id,
    status,
    worst: status === 'tier' || status === 'blind' ? worst : null,
    tier,
    former: former && (!tier || rankOf(former) > rankOf(tier)) ? former : null,
    notNormalCount: watching.length - blind - unheard - calm + blue,
    blindCount: blind,
    unheardCount: unheard,
    calmCount: calm - blue,
    isPast: tier !== null && worst !== null && showsPast(worst),
  }
}

/** Every area, what needs people first, areas of one kind in the order given. */
export function areaStates(areas: readonly { id: string }[], sources: Source[]): AreaState[] {
  const states = areas.map(({ id }) => areaState(id, sources))
  const order = (a: AreaState, b: AreaState): number =>
    RANK[b.status] - RANK[a.status] || (a.worst && b.worst ? byPresent(a.worst, b.worst) : 0)
  return states.sort(order)
}
