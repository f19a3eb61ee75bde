import { computed } from 'vue'
import type { LiveQuery } from './useLiveQuery'

type State = Pick<LiveQuery<unknown>, 'isLoading' | 'error' | 'isOld' | 'savedAt' | 'refresh'>

/** The state of a page that shows what several queries found: it lacks what one of them lacks, and is as old as the oldest. */
export function together(queries: readonly State[]): State {
  return {
    isLoading: computed(() => queries.some((each) => each.isLoading.value)),
    error: computed(() => queries.find((each) => each.error.value)?.error.value ?? null),
    isOld: computed(() => queries.some((each) => each.isOld.value)),
    /** Null where one has never come. */
    savedAt: computed(() => {
      const times = queries.map((each) => each.savedAt.value)
      return times.includes(null) ? null : Math.min(...times.map(Number))
    }),
    refresh: async () => void (await Promise.all(queries.map((each) => each.refresh()))),
  }
}
