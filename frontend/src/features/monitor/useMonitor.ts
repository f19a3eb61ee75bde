import { computed } from 'vue'
import { Monitor, SitePlan } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import type { ShownSource } from './source'
import { withReading } from './sparkline'
import { useNow } from '@/shared/now'
import { useLiveReadings, withLatest, type Reading } from '@/features/readings/useLiveReadings'

export type Minutes = '60' | '480' | '1440'

const NO_LINE = { startsAt: '', stepSeconds: 0, low: [], high: [] }

/**
 * The live picture: every source of the site as it is now. Asked for once, again when an alert changes; values come by themselves.
 * With no network the values of the work pack, where they are the younger ones: without a line, which it has not.
 * `live`: of which area by its code, null: of all; undefined: no values are shown.
 */
export function useMonitor(siteId: () => string | undefined, minutes: () => Minutes, live: () => string | null | undefined) {
  useNow() // a value grows old by itself
  const query = useLiveQuery(Monitor, () => ({ siteId: siteId() ?? '', minutes: Number(minutes()) }), {
    refreshOn: ['alert'],
    pause: () => !siteId(),
  })
  const packed = useLiveQuery(SitePlan, () => ({ siteId: siteId() ?? '' }), { pause: () => !siteId() || query.error.value === null })
  const isPacked = computed(() => query.error.value !== null && (packed.savedAt.value ?? 0) > (query.savedAt.value ?? 0))
  const found = computed<ShownSource[]>(() =>
    isPacked.value
      ? (packed.data.value?.monitor ?? []).map((source) => ({ ...source, sparkline: NO_LINE }))
      : (query.data.value?.monitor ?? []),
  )
  const values = useLiveReadings(() => {
    const [site, area] = [siteId(), live()]
    if (!site || area === undefined) return null
    return { siteId: site, areaId: found.value.find((source) => source.area.code === area)?.area.id }
  })
  const sources = computed(() => found.value.map((source) => withLine(source, values.value.get(source.id))))
  /** What is shown waits for both, and is as old as the one that is shown. */
  const shown = computed(() => (isPacked.value ? packed : query))
  return {
    sources,
    isLoading: computed(() => query.isLoading.value || (query.data.value === undefined && packed.isLoading.value)),
    error: computed(() => shown.value.error.value),
    isOld: computed(() => shown.value.isOld.value),
    savedAt: computed(() => shown.value.savedAt.value),
    refresh: query.refresh,
  }
}

/** The same of the line that says how it was. */
function withLine(source: ShownSource, reading: Reading | undefined): ShownSource {
  const latest = withLatest(source, reading)
  if (source.sparkline === NO_LINE) return latest
  return latest === source || !reading ? source : { ...latest, sparkline: withReading(source.sparkline, reading) }
}
