/** Calls at most once per `pause` ms; the first call of a burst comes soon, the last is never lost. */
export function throttle(work: () => void, pause: number): { call: () => void; stop: () => void } {
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
