import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ask } from '@/graphql/client'
import { Backtest } from '@/graphql/generated/operations'
import type { BacktestQuery } from '@/graphql/generated/types'
import type { Draft } from './draft'

export type BacktestAnswer = NonNullable<BacktestQuery['backtest']>

/** A person taps a stepper several times in a row: ask once they pause. */
const PAUSE = 250

/** Replays the history whenever the draft changes. The answer before stays in sight until the next one is there. */
export function useBacktest(sensorId: () => string, draft: () => Draft | null, days: () => number) {
  const answer = shallowRef<BacktestAnswer | null>(null)
  const error = ref<string | null>(null)
  const isRunning = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let run = 0

  const load = async (): Promise<void> => {
    const wanted = draft()
    if (!wanted) return
    const asked = ++run
    isRunning.value = true
    const { data, error: failed } = await ask(Backtest, { sensorId: sensorId(), days: days(), proposed: wanted })
    if (asked !== run) return
    isRunning.value = false
    if (data) {
      answer.value = data.backtest ?? null
      error.value = null
    } else {
      error.value = failed?.networkError
        ? 'UNREACHABLE'
        : ((failed?.graphQLErrors[0]?.extensions as { code?: string } | undefined)?.code ?? 'INTERNAL')
    }
  }

  watch(
    () => JSON.stringify([sensorId(), draft(), days()]),
    (_now, before) => {
      clearTimeout(timer)
      timer = setTimeout(() => void load(), before === undefined ? 0 : PAUSE)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    run += 1
    clearTimeout(timer)
  })
  return { answer, error, isRunning, retry: load }
}
