import { computed } from 'vue'
import { membership } from '@/features/people/session'
import { Source, SourceBand, SourceTrend } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { rangeOfSpan, withReading, type Range } from './trend'
import { useLiveReadings, withLatest } from '@/features/readings/useLiveReadings'

const POINTS = 480
const OVERVIEW_POINTS = 200

const asked = ({ from, to }: Range) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })

/** One source: as it is now, over the range, and over a quarter. Values come by themselves; alerts make it ask again. */
export function useSource(id: () => string, range: () => Range) {
  const query = useLiveQuery(Source, () => ({ id: id() }), { refreshOn: ['alert', 'site'] })
  const trendQuery = useLiveQuery(SourceTrend, () => ({ id: id(), ...asked(range()), points: POINTS }), { refreshOn: ['alert'] })
  const opened = rangeOfSpan('1q', Date.now())
  const overview = useLiveQuery(SourceBand, () => ({ id: id(), ...asked(opened), points: OVERVIEW_POINTS }))
  const live = useLiveReadings(
    () => membership.value?.site.id,
    () => [query.data.value?.sensor],
  )
  const reading = computed(() => live.value.get(id()))
  const source = computed(() => {
    const found = query.data.value?.sensor ?? null
    return found && withLatest(found, reading.value)
  })
  const past = computed(() => trendQuery.data.value?.sensor ?? null)
  const points = computed(() => {
    const trend = past.value?.trend
    if (!trend) return []
    const fresh = reading.value
    const isInside = fresh !== undefined && Date.parse(fresh.sampledAt) >= range().from
    return isInside && fresh ? withReading(trend.points, trend.stepSeconds, fresh) : trend.points
  })
  return { ...query, source, past, points, trendQuery, overview: computed(() => overview.data.value?.sensor ?? null), opened }
}

/** A second source on the same time axis. */
export function useSecond(id: () => string | null, range: () => Range) {
  const query = useLiveQuery(SourceBand, () => ({ id: id() ?? '', ...asked(range()), points: POINTS }), { pause: () => id() === null })
  return computed(() => (id() === null ? null : (query.data.value?.sensor ?? null)))
}
