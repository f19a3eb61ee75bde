import { onScopeDispose, watch } from 'vue'
import { SensorTrace } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'

const POINTS = 300

/** The last `minutes` of a source, asked for again every `every` ms while the page is in sight. */
export function useTrace(id: () => string | undefined, minutes: () => number, every: () => number) {
  const query = useLiveQuery(SensorTrace, () => ({ id: id() ?? '', minutes: minutes(), points: POINTS }), {
    pause: () => id() === undefined,
  })
  let timer: ReturnType<typeof setInterval> | undefined
  watch(
    every,
    (pause) => {
      clearInterval(timer)
      timer = setInterval(() => {
        if (document.visibilityState === 'visible' && !query.isFetching.value) void query.refresh()
      }, pause)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearInterval(timer))
  return query
}
