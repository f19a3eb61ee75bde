import { computed } from 'vue'
import { Monitor } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import type { ShownSource } from './source'
import { withReading } from './sparkline'
import { useLiveReadings, withLatest, type Reading } from '@/features/readings/useLiveReadings'

export type Minutes = '60' | '480' | '1440'

/**
 * The live picture: every source of the site as it is now. Asked for once, again when an alert changes; values come by themselves.
 * `live`: of which area by its code, null: of all; undefined: no values are shown.
 */
export function useMonitor(siteId: () => string | undefined, minutes: () => Minutes, live: () => string | null | undefined) {
  const query = useLiveQuery(Monitor, () => ({ siteId: siteId() ?? '', minutes: Number(minutes()) }), {
    refreshOn: ['alert'],
    pause: () => !siteId(),
  })
  const values = useLiveReadings(() => {
    const [site, area] = [siteId(), live()]
    if (!site || area === undefined) return null
    return { siteId: site, areaId: query.data.value?.monitor.find((source) => source.area.code === area)?.area.id }
  })
  const sources = computed(() => (query.data.value?.monitor ?? []).map((source) => withLine(source, values.value.get(source.id))))
  return { ...query, sources }
}

/** The same of the line that says how it was. */
function withLine(source: ShownSource, reading: Reading | undefined): ShownSource {
  const latest = withLatest(source, reading)
  return latest === source || !reading ? source : { ...latest, sparkline: withReading(source.sparkline, reading) }
}
