import { computed, shallowRef } from 'vue'
import { FILTERS as ALERTS } from '@/features/alerts/views'
import { FILTERS as CASES } from '@/features/cases/views'
import { membership } from '@/features/people/session'
import { withLatest } from '@/features/readings/useLiveReadings'
import { OverviewRows, PlaceMatters, PlaceTrends, PlaceUnlimited } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { countsOf } from './list'
import { tallied, type Source } from './source'
import type { Range } from './trend'
import { useSourceList } from './useSourceList'

/** An area, or a piece of equipment; `id` names it in filters. */
export interface Place {
  kind: 'area' | 'equipment'
  id: string
  areaId: string
}

const isAt = ({ kind, id }: Place, { area, equipment }: Source): boolean => (kind === 'area' ? area.id === id : equipment?.id === id)
const filterOf = ({ kind, id }: Place) => (kind === 'area' ? { areaIds: [id] } : { equipmentIds: [id] })

export type PlaceSources = ReturnType<typeof usePlaceSources>

/** The sources of a place as they are now, and what all of them count as. `sight`: ids of the rows that somebody sees. */
export function usePlaceSources(place: () => Place | null) {
  const siteId = (): string | undefined => membership.value?.site.id
  const sight = shallowRef<string[]>([])
  const where = () => {
    const at = place()
    return at ? filterOf(at) : {}
  }
  const { data, isPast, isPacked, list } = useSourceList(siteId, OverviewRows, () => ({ siteId: siteId() ?? '', filter: where() }), {
    isOff: () => !siteId() || place() === null,
    isIn: (source) => {
      const at = place()
      return at !== null && isAt(at, source)
    },
    within: ({ area }) => (place()?.kind === 'area' ? { area: area.code } : undefined),
    withValue: withLatest,
    sight: () => sight.value,
  })
  const counts = computed(() => {
    const overview = data.value?.overview
    return isPacked.value || !overview ? countsOf(list.sources.value) : tallied(overview.counts, isPast.value)
  })
  return { ...list, sight, counts }
}

/** Sources of a place that no limit judges, of a list that is not whole; null while nobody asks. */
export function useUnlimited(place: () => Place, first: number, isWanted: () => boolean) {
  const query = useLiveQuery(
    PlaceUnlimited,
    () => ({ filter: { ...filterOf(place()), needsLimit: true, states: ['IN_SERVICE' as const, 'SILENT' as const] }, first }),
    { refreshOn: ['site'], pause: () => !isWanted() },
  )
  return computed(() => (isWanted() ? (query.data.value?.sources ?? null) : null))
}

/** What the sources of a place measured over the range. */
export function usePlaceTrends(place: () => Place | null, range: () => Range, points: () => number) {
  const query = useLiveQuery(
    PlaceTrends,
    () => {
      const [at, { from, to }] = [place(), range()]
      return { filter: at ? filterOf(at) : {}, from: new Date(from).toISOString(), to: new Date(to).toISOString(), points: points() }
    },
    { refreshOn: ['alert'], pause: () => place() === null },
  )
  return { ...query, past: computed(() => query.data.value?.sources.edges.map(({ node }) => node) ?? []) }
}

/** Open alerts and cases of a place, and how many: by the filters of the lists that a click on the number opens. */
export function usePlaceMatters(place: () => Place | null) {
  const query = useLiveQuery(
    PlaceMatters,
    () => {
      const at = place()
      const where = at ? filterOf(at) : {}
      return { alerts: { ...ALERTS.open, ...where }, cases: { ...CASES.open, ...where } }
    },
    { refreshOn: ['alert', 'case'], pause: () => place() === null },
  )
  return { ...query, alerts: computed(() => query.data.value?.alerts ?? null), cases: computed(() => query.data.value?.cases ?? null) }
}
