import { computed, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue'

/** What has to be added to the clock of this phone to have that of the server, ms; deadlines go by the server's. */
export const clockOffset = ref(0)
/** The time in ms as it ticked last. */
export const second = ref(Date.now())
const tick = (): number => (second.value = Date.now() + clockOffset.value)
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The time of the server in ms, as far as it is known, ticking once a second while a component reads it; one timer for the whole app. */
export function useNow(): Readonly<Ref<number>> {
  users += 1
  tick()
  timer ??= setInterval(tick, 1000)
  onScopeDispose(() => {
    users -= 1
    if (users > 0) return
    clearInterval(timer)
    timer = undefined
  })
  return second
}

const MINUTE = 60_000

/** The same to the minute that has begun, for long lists: what reads it is drawn anew once a minute. */
export function useMinute(): ComputedRef<number> {
  const now = useNow()
  return computed(() => now.value - (now.value % MINUTE))
}
