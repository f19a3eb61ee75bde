import { computed, shallowRef } from 'vue'
import { FILTERS as ALERTS } from '@/features/alerts/views'
import { FILTERS as CASES } from '@/features/cases/views'
import { membership } from '@/features/people/session'
import { withLatest } from '@/features/readings/useLiveReadings'
import { OverviewRows, PlaceMatters, PlaceTrends, PlaceUnlimited } from '@/graphql/generated/operations'
import type { OverviewRowFragment } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { usePagedQuery, type Connection } from '@/graphql/usePagedQuery'
import { countsOf, leftOf, listOf, NO_PAGE, PAGE, RELOAD_AFTER } from './list'
import { ASKED, usePast } from './picture'
import { tallied, type Source } from './source'
import type { Range } from './trend'
import { useLiveSight, usePacked } from './useMonitor'

/** An area, or a piece of equipment; `id` names it in filters. */
export interface Place {
  kind: 'area' | 'equipment'
  id: string
  areaId: string
}

const isAt = ({ kind, id }: Place, { area, equipment }: Source): boolean => (kind === 'area' ? area.id === id : equipment?.id === id)
const filterOf = ({ kind, id }: Place) => (kind === 'area' ? { areaIds: [id] } : { equipmentIds: [id] })

export type PlaceSources = ReturnType<typeof usePlaceSources>

/**
 * The sources of a place as they are now, the most urgent first, a page at a time, and what all of them count as. With no network those
 * that the phone has taken along. `sight`: ids of the rows that somebody sees.
 */
export function usePlaceSources(place: () => Place | null) {
  const siteId = (): string | undefined => membership.value?.site.id
  const isOff = (): boolean => !siteId() || place() === null
  const where = () => {
    const at = place()
    return at ? filterOf(at) : {}
  }
  const query = usePagedQuery(
    OverviewRows,
    () => ({ siteId: siteId() ?? '', filter: where() }),
    ({ overview }): Connection<OverviewRowFragment> => overview?.sources ?? NO_PAGE,
    { ...ASKED, page: PAGE, reloadAfter: RELOAD_AFTER, pause: isOff },
  )
  const packed = usePacked(siteId, () => !isOff() && query.error.value !== null)
  const isPacked = computed(() => query.error.value !== null && (packed.savedAt.value ?? 0) > (query.savedAt.value ?? 0))
  const sight = shallowRef<string[]>([])
  const found = computed(() => listOf(query.nodes.value, (source) => source))
  const values = useLiveSight(
    siteId,
    () => found.value,
    () => sight.value,
  )
  const sources = computed(() => {
    const at = place()
    const rows =
      at && isPacked.value
        ? packed.rows.value.filter((source) => isAt(at, source))
        : listOf(query.nodes.value, (source) => withLatest(source, values.value.get(source.id)))
    return at?.kind === 'area' ? rows.map((source) => ({ ...source, within: { area: source.area.code } })) : rows
  })
  const isPast = usePast(query)
  const overview = computed(() => query.data.value?.overview)
  const shown = computed(() => (isPacked.value ? packed : query))
  return {
    sources,
    sight,
    counts: computed(() => (isPacked.value || !overview.value ? countsOf(sources.value) : tallied(overview.value.counts, isPast.value))),
    left: computed(() => (isPacked.value ? 0 : leftOf(overview.value?.sources.totalCount ?? 0, found.value))),
    hasMore: computed(() => !isPacked.value && query.hasMore.value),
    short: computed(() => (isPacked.value ? packed.short.value : null)),
    isLoadingMore: query.isLoadingMore,
    loadMore: query.loadMore,
    isLoading: computed(() => query.isLoading.value || (query.data.value === undefined && packed.isLoading.value)),
    error: computed(() => shown.value.error.value),
    isOld: computed(() => shown.value.isOld.value),
    savedAt: computed(() => shown.value.savedAt.value),
    refresh: query.refresh,
  }
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
