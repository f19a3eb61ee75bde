const STORED = 'anhuan.chunk-reload'
const PAUSE = 60_000

/** An old page may ask for a part that the server no longer has: the new page is one reload away. Once, not in a circle. */
export function reloadOnMissingChunk(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(STORED))
    if (!navigator.onLine || Date.now() - last < PAUSE) return
    event.preventDefault()
    sessionStorage.setItem(STORED, String(Date.now()))
    location.reload()
  })
}
