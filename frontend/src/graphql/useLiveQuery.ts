import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { Operation } from '@/shared/operation'
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
}

/** Changes come in bursts; asking once a second is live enough for a list. */
const BURST = 1000

/** A query that stays true: again after every gap of the live connection and on changes, from the phone when offline. */
export function useLiveQuery<Result, Variables extends object>(
  operation: Operation<Result, Variables>,
  variables: () => Variables,
  { refreshOn = [], keep = true, pause = () => false }: LiveQueryOptions = {},
): LiveQuery<Result> {
  const data = shallowRef<Result>()
  const isFetching = ref(false)
  const error = ref<string | null>(null)
  const savedAt = ref<number | null>(null)
  const isOld = ref(false)
  let run = 0

  const load = async (isNewQuestion: boolean): Promise<void> => {
    if (pause()) return
    const asked = ++run
    const isCurrent = (): boolean => asked === run
    const given = variables()
    isFetching.value = true
    // What the phone has kept is looked up while the server already thinks.
    const asking = ask(operation, given)
    const key = await snapshotKey(operation.name, given)
    if (isNewQuestion) await showSnapshot(key, isCurrent)
    const answer = await asking
    if (!isCurrent()) return
    isFetching.value = false
    if (answer.data !== undefined && answer.data !== null) {
      data.value = answer.data
      savedAt.value = Date.now()
      isOld.value = false
      error.value = null
      if (keep) void writeSnapshot(key, answer.data)
    } else {
      error.value = answer.error?.networkError ? 'UNREACHABLE' : codeOf(answer.error?.graphQLErrors[0]?.extensions)
      isOld.value = data.value !== undefined
    }
  }

  const showSnapshot = async (key: string, isCurrent: () => boolean): Promise<void> => {
    const snapshot = keep ? await readSnapshot<Result>(key) : undefined
    if (!isCurrent()) return
    data.value = snapshot?.data
    savedAt.value = snapshot?.savedAt ?? null
    isOld.value = false
    error.value = null
  }

  const burst = throttle(() => void load(false), BURST)
  const stops = [onReconnected(() => void load(false)), ...refreshOn.map((kind) => onChange(kind, burst.call)), burst.stop]
  onScopeDispose(() => {
    run += 1
    stops.forEach((stop) => stop())
  })
  const question = (): string => JSON.stringify([variables(), pause()])
  watch(question, () => void load(true), { immediate: true })

  return {
    data,
    isLoading: computed(() => data.value === undefined && error.value === null),
    isFetching,
    error,
    savedAt,
    isOld,
    refresh: () => load(false),
  }
}

function codeOf(extensions: unknown): string {
  return (extensions as { code?: string } | undefined)?.code ?? 'INTERNAL'
}

/** Calls at most once per `pause` ms; the first call of a burst comes soon, the last is never lost. */
function throttle(work: () => void, pause: number): { call: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    call: () => {
      timer ??= setTimeout(() => {
        timer = undefined
        work()
      }, pause)
    },
    stop: () => clearTimeout(timer),
  }
}
