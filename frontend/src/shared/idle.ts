/** Comes once the browser has nothing to do, or in two seconds. Some phones cannot say when that is. */
export function idle(): Promise<void> {
  return new Promise((go) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => go(), { timeout: 2000 })
    else setTimeout(go, 200)
  })
}
