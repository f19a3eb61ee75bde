import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { useNow } from '@/shared/now'
import type { Operation } from '@/shared/operation'
import { throttle } from '@/shared/throttle'
import { onChange, type ChangeKind } from './changes'
import { ask } from './client'
import { onReconnected } from './live'
import { readSnapshot, snapshotKey, writeSnapshot } from './snapshots'

export interface LiveQuery<Result> {
  data: Readonly<Ref<Result | undefined>>
  /** True until there is something to show: an answer, an old answer, or an error. */
  isLoading: ComputedRef<boolean>
  isFetching: Readonly<Ref<boolean>>
  /** The refusal's code, or UNREACHABLE. */
  error: Readonly<Ref<string | null>>
  /** When the data shown was true, ms; null while there is none. */
  savedAt: Readonly<Ref<number | null>>
  /** When the server was asked for the data shown, by the steady clock of the phone; null for what the phone has kept. */
  askedAt: Readonly<Ref<number | null>>
  /** The data shown came from the phone, the server has not been reached since. */
  isOld: Readonly<Ref<boolean>>
  refresh: () => Promise<void>
}

export interface LiveQueryOptions {
  /** Ask again when one of these changes. */
  refreshOn?: ChangeKind[]
  /** Keep the last answer on the phone so that the page opens offline. Default true. */
  keep?: boolean
  pause?: () => boolean
  /** Ask again after so long (ms), while somebody looks: what changes by itself, such as counts of what has grown old. */
  every?: number
}

/** Changes come in bursts; asking once a second (ms) is live enough for a list. */
const BURST = 1000
/** An answer that takes longer than this (ms) may never come: the next question does not wait for it any more. */
const PATIENCE = 10_000

/** A query that stays true: again after every gap of the live connection and on changes, from the phone when offline. */
export function useLiveQuery<Result, Variables extends object>(
  operation: Operation<Result, Variables>,
  variables: () => Variables,
  { refreshOn = [], keep = true, pause = () => false, every }: LiveQueryOptions = {},
): LiveQuery<Result> {
  const { show, fail, ...shown } = useShown<Result>()
  const isFetching = ref(false)
  let asked = 0
  /** What was asked before this one is answered already, or is another question. */
  let oldest = 0

  const load = async (isNewQuestion: boolean): Promise<void> => {
    if (pause() || oldest === Infinity) return
    const number = ++asked
    if (isNewQuestion) oldest = number
    const isWanted = (): boolean => number >= oldest
    const given = variables()
    isFetching.value = true
    const leftAt = performance.now()
    // What the phone has kept is looked up while the server already thinks.
    const asking = ask(operation, given)
    const key = await snapshotKey(operation.name, given)
    if (isNewQuestion) await showSnapshot(key, isWanted)
    const answer = await asking
    if (!isWanted()) return
    oldest = number + 1
    isFetching.value = number < asked
    if (answer.data !== undefined && answer.data !== null) {
      show(answer.data, Date.now(), leftAt)
      if (keep) void writeSnapshot(key, answer.data)
    } else fail(answer.error?.networkError ? 'UNREACHABLE' : codeOf(answer.error?.graphQLErrors[0]?.extensions))
  }

  const showSnapshot = async (key: string, isWanted: () => boolean): Promise<void> => {
    const snapshot = keep ? await readSnapshot<Result>(key) : undefined
    if (isWanted()) show(snapshot?.data, snapshot?.savedAt ?? null)
  }

  const { now, after } = inTurn(load)
  const burst = throttle(() => void after(), BURST)
  const stops = [onReconnected(() => void now(false)), ...refreshOn.map((kind) => onChange(kind, burst.call)), burst.stop]
  onScopeDispose(() => {
    oldest = Infinity
    stops.forEach((stop) => stop())
  })
  if (every) atIntervals(every, burst.call)
  const question = (): string => JSON.stringify([variables(), pause()])
  watch(question, () => void now(true), { immediate: true })

  return {
    ...shown,
    isLoading: computed(() => shown.data.value === undefined && shown.error.value === null),
    isFetching,
    refresh: after,
  }
}

/** What is shown, since when it is true, and why it is nothing newer. */
function useShown<Result>() {
  const data = shallowRef<Result>()
  const error = ref<string | null>(null)
  const savedAt = ref<number | null>(null)
  const askedAt = ref<number | null>(null)
  const isOld = ref(false)
  const show = (found: Result | undefined, at: number | null, asked: number | null = null): void => {
    data.value = found
    savedAt.value = at
    askedAt.value = asked
    isOld.value = false
    error.value = null
  }
  const fail = (code: string): void => {
    error.value = code
    isOld.value = data.value !== undefined
  }
  return { data, error, savedAt, askedAt, isOld, show, fail }
}

function codeOf(extensions: unknown): string {
  return (extensions as { code?: string } | undefined)?.code ?? 'INTERNAL'
}

/**
 * `now` asks at once; `after` asks once more after the answer that is on its way, however often it is called meanwhile: that
 * answer may have left the server before the change which is asked for.
 */
function inTurn(load: (isNewQuestion: boolean) => Promise<void>) {
  let onItsWay: Promise<void> | undefined
  let next: Promise<void> | undefined
  const now = (isNewQuestion: boolean): Promise<void> => {
    const mine = load(isNewQuestion).finally(() => {
      if (onItsWay === mine) onItsWay = undefined
    })
    return (onItsWay = mine)
  }
  const after = (): Promise<void> => {
    if (!onItsWay) return now(false)
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE))
    return (next ??= Promise.race([onItsWay.catch(() => undefined), patience]).then(() => {
      next = undefined
      return now(false)
    }))
  }
  return { now, after }
}

/** Calls after every `interval` ms that the page is looked at, counted from now: not all screens ask in the same second. */
function atIntervals(interval: number, work: () => void): void {
  const now = useNow()
  const from = now.value
  watch(
    () => Math.floor((now.value - from) / interval),
    () => document.hidden || work(),
  )
}
