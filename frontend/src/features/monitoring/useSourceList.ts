import { computed } from 'vue'
import { OverviewRows } from '@/graphql/generated/operations'
import type { OverviewRowFragment } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { usePagedQuery, type Connection } from '@/graphql/usePagedQuery'
import { useLiveReadings, type Reading } from '@/features/readings/useLiveReadings'
import type { Operation } from '@/shared/operation'
import { leftOf, listOf, NO_PAGE, PAGE, RELOAD_AFTER, type Row } from './list'
import { ASKED, usePast, type Site } from './picture'
import type { ShownSource } from './source'
import { TAKEN_ALONG } from './takenAlong'

interface Answer {
  overview: { sources: Connection<Row> } | null
}
interface List {
  isOff: () => boolean
  /** Whether a source that the phone has taken along belongs to it. */
  isIn: (source: ShownSource) => boolean
  /** Of the address to which a row leads: what the list is narrowed to. */
  within: (source: ShownSource) => ShownSource['within']
  /** A source with a value that is newer than the answer. */
  withValue: (source: ShownSource, reading: Reading | undefined) => ShownSource
  /** Ids of the rows that somebody sees. */
  sight: () => readonly string[]
}

/**
 * A list of sources, the most urgent first, a page at a time. Values of what is in sight come by themselves. With no network it is what the
 * phone has taken along, where that is the younger one.
 */
export function useSourceList<Result extends Answer, Variables extends { first?: number | null; after?: string | null }>(
  siteId: Site,
  operation: Operation<Result, Variables>,
  variables: () => Omit<Variables, 'first' | 'after'>,
  { isOff, isIn, within, withValue, sight }: List,
) {
  const options = { ...ASKED, page: PAGE, reloadAfter: RELOAD_AFTER, pause: isOff }
  const query = usePagedQuery(operation, variables, ({ overview }): Connection<Row> => overview?.sources ?? NO_PAGE, options)
  const packed = usePacked(siteId, () => !isOff() && query.error.value !== null)
  const isPacked = computed(() => query.error.value !== null && (packed.savedAt.value ?? 0) > (query.savedAt.value ?? 0))
  const found = computed(() => listOf(query.nodes.value, (source) => source))
  const values = useLiveSight(siteId, () => found.value, sight)
  const rows = computed(() =>
    isPacked.value ? packed.rows.value.filter(isIn) : listOf(query.nodes.value, (source) => withValue(source, values.value.get(source.id))),
  )
  const sources = computed(() => rows.value.map((source) => ({ ...source, within: within(source) })))
  const total = computed(() => query.data.value?.overview?.sources.totalCount ?? 0)
  /** What is shown waits for both, and is as old as the one that is shown. */
  const shown = computed(() => (isPacked.value ? packed : query))
  return {
    data: query.data,
    isPast: usePast(query),
    isPacked,
    list: {
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
      /** It failed, and nobody knows what would be on it. */
      isLacking: computed(() => shown.value.error.value !== null && shown.value.savedAt.value === null),
      refresh: query.refresh,
    },
  }
}

/** What the phone has taken along: the most urgent rows of the site, and how many it has in all. */
function usePacked(siteId: Site, isWanted: () => boolean) {
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

export const nodesOf = <Node>({ edges }: Connection<Node>): Node[] => edges.map(({ node }) => node)

/** Last readings of those rows that somebody sees. */
export function useLiveSight(siteId: Site, rows: () => ShownSource[], sight: () => readonly string[]) {
  return useLiveReadings(siteId, () => {
    const seen = new Set(sight())
    return rows().filter(({ id }) => seen.has(id))
  })
}
