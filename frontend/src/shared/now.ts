import { onScopeDispose, ref, type Ref } from 'vue'

/** The time in ms as it ticked last. */
export const second = ref(Date.now())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The time in ms, ticking once a second while a component reads it; one timer for the whole app. */
export function useNow(): Readonly<Ref<number>> {
  users += 1
  second.value = Date.now()
  timer ??= setInterval(() => (second.value = Date.now()), 1000)
  onScopeDispose(() => {
    users -= 1
    if (users > 0) return
    clearInterval(timer)
    timer = undefined
  })
  return second
}
