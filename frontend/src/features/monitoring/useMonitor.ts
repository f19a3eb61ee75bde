import { computed } from 'vue'
import { OverviewRows, OverviewSums, OverviewTiles } from '@/graphql/generated/operations'
import type { OverviewRowFragment } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { withLatest, type Reading } from '@/features/readings/useLiveReadings'
import { useNow } from '@/shared/now'
import { filterOf, isIn, leftOf, listOf, NO_PAGE, type Part, withinOf } from './list'
import { ASKED, usePast, type Site } from './picture'
import type { ShownSource } from './source'
import { withReading } from './sparkline'
import { nodesOf, useLiveSight, useSourceList } from './useSourceList'
import { ON_THE_WALL } from './wall'

export type Minutes = '60' | '480' | '1440'

/** Sums of the site by stage and area, for a screen that has room for them. */
export function useSums(siteId: Site, isShown: () => boolean) {
  const query = useLiveQuery(OverviewSums, () => ({ siteId: siteId() ?? '' }), { ...ASKED, pause: () => !siteId() || !isShown() })
  return { ...query, overview: computed(() => query.data.value?.overview ?? null), isPast: usePast(query) }
}

/** The list of sources with what they measured before: with no network without, for the phone takes no lines along. */
export function useTiles(siteId: Site, part: () => Part, minutes: () => Minutes, isShown: () => boolean, sight: () => readonly string[]) {
  useNow() // a value grows old by itself
  const { list } = useSourceList(
    siteId,
    OverviewTiles,
    () => ({ siteId: siteId() ?? '', filter: filterOf(part()), minutes: Number(minutes()) }),
    {
      isOff: () => !siteId() || !isShown(),
      isIn: (source) => isIn(part(), source),
      within: () => withinOf(part()),
      withValue: withLine,
      sight,
    },
  )
  return list
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

/** A source with a value that is newer than the answer; the same of the line that says how it was. */
function withLine(source: ShownSource, reading: Reading | undefined): ShownSource {
  const latest = withLatest(source, reading)
  if (latest === source || !reading || !source.sparkline) return latest
  return { ...latest, sparkline: withReading(source.sparkline, reading) }
}
