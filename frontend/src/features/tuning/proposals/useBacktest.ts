import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ask } from '@/graphql/client'
import { Backtest } from '@/graphql/generated/operations'
import type { BacktestQuery } from '@/graphql/generated/types'
import type { Draft } from './draft'

export type BacktestAnswer = NonNullable<BacktestQuery['backtest']>

/** A person taps a stepper several times in a row: ask once they pause. */
const PAUSE = 250

/** Replays the history whenever the draft changes. Without a sound draft (null) there is no answer; that of the draft before stays
 * in sight until the next one is there, and says so by `isRunning`. */
export function useBacktest(sensorId: () => string, draft: () => Draft | null, days: () => number) {
  const found = shallowRef<{ of: string; days: number; answer: BacktestAnswer | null } | null>(null)
  const error = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let run = 0
  const wanted = computed(() => JSON.stringify([sensorId(), draft(), days()]))

  const load = async (): Promise<void> => {
    const proposed = draft()
    const asked = ++run
    if (!proposed) return
    const [of, span] = [wanted.value, days()]
    error.value = null
    const { data, error: failed } = await ask(Backtest, { sensorId: sensorId(), days: span, proposed })
    if (asked !== run) return
    if (data) found.value = { of, days: span, answer: data.backtest ?? null }
    else
      error.value = failed?.networkError
        ? 'UNREACHABLE'
        : ((failed?.graphQLErrors[0]?.extensions as { code?: string } | undefined)?.code ?? 'INTERNAL')
  }

  watch(
    wanted,
    (_now, before) => {
      clearTimeout(timer)
      if (draft() === null) run += 1
      timer = setTimeout(() => void load(), before === undefined ? 0 : PAUSE)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    run += 1
    clearTimeout(timer)
  })
  return {
    /** What the limits in force do: also without a draft to compare them with. */
    now: computed(() => (found.value?.days === days() ? (found.value.answer?.backtest ?? null) : null)),
    answer: computed(() => (draft() && !error.value ? (found.value?.answer ?? null) : null)),
    error,
    /** True while the answer in sight, if any, is not that of the draft. */
    isRunning: computed(() => draft() !== null && error.value === null && found.value?.of !== wanted.value),
    retry: load,
  }
}
