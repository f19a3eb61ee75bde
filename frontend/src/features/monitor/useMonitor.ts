import { computed } from 'vue'
import { OverviewRows, OverviewSums, OverviewTiles } from '@/graphql/generated/operations'
import type { OverviewRowFragment, OverviewTileFragment } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { usePagedQuery, type Connection } from '@/graphql/usePagedQuery'
import { useLiveReadings, withLatest, type Reading } from '@/features/readings/useLiveReadings'
import { useNow } from '@/shared/now'
import { filterOf, isIn, leftOf, listOf, NO_PAGE, PAGE, type Part, RELOAD_AFTER, withinOf } from './list'
import { ASKED, usePast, type Site } from './picture'
import type { ShownSource } from './source'
import { withReading } from './sparkline'
import { TAKEN_ALONG } from './takenAlong'
import { ON_THE_WALL } from './wall'

export type Minutes = '60' | '480' | '1440'

/** Sums of the site by stage and area, for a screen that has room for them. */
export function useSums(siteId: Site, isShown: () => boolean) {
  const query = useLiveQuery(OverviewSums, () => ({ siteId: siteId() ?? '' }), { ...ASKED, pause: () => !siteId() || !isShown() })
  return { ...query, overview: computed(() => query.data.value?.overview ?? null), isPast: usePast(query) }
}

/** What the phone has taken along: the most urgent rows of the site, and how many it has in all. */
export function usePacked(siteId: Site, isWanted: () => boolean) {
  const query = useLiveQuery(OverviewRows, () => ({ siteId: siteId() ?? '', filter: {}, first: TAKEN_ALONG }), {
    pause: () => !siteId() || !isWanted(),
  })
  const page = computed(() => query.data.value?.overview?.sources ?? NO_PAGE)
  const rows = computed(() => listOf(nodesOf<OverviewRowFragment>(page.value), (source) => source))
  /** How many it left behind, of how many. */
  const short = computed(() => {
    const all = page.value.totalCount ?? 0
    const left = leftOf(all, rows.value)
    return left > 0 ? { n: all - left, all } : null
  })
  return { ...query, rows, short }
}

/**
 * The list of sources, the most urgent first, a page at a time. Values of what is in sight come by themselves.
 * With no network it is what the phone has taken along, where that is the younger one: without lines, which it has not.
 * `sight`: ids of the tiles that somebody sees.
 */
export function useTiles(siteId: Site, part: () => Part, minutes: () => Minutes, isShown: () => boolean, sight: () => readonly string[]) {
  useNow() // a value grows old by itself
  const isOff = (): boolean => !siteId() || !isShown()
  const query = usePagedQuery(
    OverviewTiles,
    () => ({ siteId: siteId() ?? '', filter: filterOf(part()), minutes: Number(minutes()) }),
    ({ overview }): Connection<OverviewTileFragment> => overview?.sources ?? NO_PAGE,
    { ...ASKED, page: PAGE, reloadAfter: RELOAD_AFTER, pause: isOff },
  )
  const packed = usePacked(siteId, () => !isOff() && query.error.value !== null)
  const isPacked = computed(() => query.error.value !== null && (packed.savedAt.value ?? 0) > (query.savedAt.value ?? 0))
  const found = computed(() => listOf(query.nodes.value, (source) => source))
  const values = useLiveSight(siteId, () => found.value, sight)
  const sources = computed(() =>
    (isPacked.value ? packed.rows.value.filter((source) => isIn(part(), source)) : listOf(query.nodes.value, withLine(values.value))).map(
      (source) => ({ ...source, within: withinOf(part()) }),
    ),
  )
  const total = computed(() => query.data.value?.overview?.sources.totalCount ?? 0)
  /** What is shown waits for both, and is as old as the one that is shown. */
  const shown = computed(() => (isPacked.value ? packed : query))
  return {
    sources,
    total: computed(() => (isPacked.value ? sources.value.length : total.value)),
    left: computed(() => (isPacked.value ? 0 : leftOf(total.value, found.value))),
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

/** What the wall goes through: the most urgent sources of the whole site, and how many that leaves out. */
export function useWall(siteId: Site, sight: () => readonly string[]) {
  const query = useLiveQuery(OverviewRows, () => ({ siteId: siteId() ?? '', filter: {}, first: ON_THE_WALL }), {
    ...ASKED,
    keep: false,
    pause: () => !siteId(),
  })
  const page = computed(() => query.data.value?.overview?.sources ?? NO_PAGE)
  const nodes = computed(() => nodesOf<OverviewRowFragment>(page.value))
  const values = useLiveSight(siteId, () => listOf(nodes.value, (source) => source), sight)
  const sources = computed(() => listOf(nodes.value, (source) => withLatest(source, values.value.get(source.id))))
  return { sources, left: computed(() => leftOf(page.value.totalCount ?? 0, sources.value)) }
}

const nodesOf = <Node>({ edges }: Connection<Node>): Node[] => edges.map(({ node }) => node)

/** Last readings of those rows that somebody sees. */
export function useLiveSight(siteId: Site, rows: () => ShownSource[], sight: () => readonly string[]) {
  return useLiveReadings(siteId, () => {
    const seen = new Set(sight())
    return rows().filter(({ id }) => seen.has(id))
  })
}

/** A source with a value that is newer than the answer; the same of the line that says how it was. */
const withLine =
  (values: ReadonlyMap<string, Reading>) =>
  (source: ShownSource): ShownSource => {
    const reading = values.get(source.id)
    const latest = withLatest(source, reading)
    if (latest === source || !reading || !source.sparkline) return latest
    return { ...latest, sparkline: withReading(source.sparkline, reading) }
  }
