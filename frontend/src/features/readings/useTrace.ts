import { computed, shallowRef, watch } from 'vue'
import { SensorTrace } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { continued, type Point } from './trace'
import { useLiveReadings, withLatest } from './useLiveReadings'

const POINTS = 300
const MINUTE = 60_000

/**
 * The last `minutes` of a source. Values come by themselves; the whole is asked for again when an alert or the site changes, after a
 * gap of the live connection, and when as many values have come as it was asked for, so that the server thins them.
 */
export function useTrace(id: () => string | undefined, minutes: () => number) {
  const query = useLiveQuery(SensorTrace, () => ({ id: id() ?? '', minutes: minutes(), points: POINTS }), {
    refreshOn: ['alert', 'site'],
    pause: () => id() === undefined,
  })
  const found = computed(() => query.data.value?.sensor ?? null)
  const live = useLiveReadings(
    () => found.value?.siteId,
    () => [found.value],
  )
  const reading = computed(() => live.value.get(id() ?? ''))
  const since = shallowRef<Point[]>([])
  watch(query.data, () => (since.value = []))
  watch(reading, (fresh) => {
    if (!fresh) return
    since.value = [...since.value, { at: fresh.sampledAt, value: fresh.value }]
    if (since.value.length >= POINTS && !query.isFetching.value) void query.refresh()
  })
  const sensor = computed(() => {
    const latest = found.value && withLatest(found.value, reading.value)
    return latest && { ...latest, trace: continued(latest.trace, since.value, minutes() * MINUTE) }
  })
  return { ...query, sensor }
}
