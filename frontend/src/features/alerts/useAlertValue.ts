import { computed } from 'vue'
import { useLiveReadings, withLatest, type Reading } from '@/features/readings/useLiveReadings'

interface Watched {
  cause: { value: number | null; sampledAt?: string | null }
  /** Null while only a list knows the alert. */
  sensor: { id: string; siteId: string; area: { id: string }; latest: Reading | null } | null
}

/** What the source of an alert shows now, else what it showed when it was judged, and when; null where it is not about a value. */
export function useAlertReading(alert: () => Watched | null) {
  const readings = useLiveReadings(
    () => alert()?.sensor?.siteId,
    () => [alert()?.sensor],
  )
  return computed(() => {
    const watched = alert()
    if (!watched || watched.cause.value === null) return null
    const { sensor, cause } = watched
    const latest = sensor && withLatest(sensor, readings.value.get(sensor.id)).latest
    return latest ?? { value: cause.value, sampledAt: cause.sampledAt ?? null }
  })
}

/** The value alone. */
export function useAlertValue(alert: () => Watched | null) {
  const reading = useAlertReading(alert)
  return computed(() => reading.value?.value ?? null)
}
