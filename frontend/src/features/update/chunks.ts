import { connection } from '@/graphql/live'
import { isMissing } from '@/shared/ownErrors'

const STORED = 'anhuan.chunk-reload'
const PAUSE = 60_000
let isSaying = false

/**
 * An old page may ask for a part that the server no longer has: the new page is one reload away. Once, not in a circle.
 * Where no server answers a reload would bring nothing, and cost what was typed: that the part needs one is said.
 */
export function reloadOnMissingChunk(reload = (): void => location.reload()): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (!isMissing(event.payload)) return say('broken')
    const last = Number(sessionStorage.getItem(STORED))
    if (!navigator.onLine || connection.value === 'offline' || Date.now() - last < PAUSE) return say('missing')
    event.preventDefault()
    sessionStorage.setItem(STORED, String(Date.now()))
    reload()
  })
}

/** One at a time: what says it may be missing, too. */
function say(why: 'missing' | 'broken'): void {
  if (isSaying) return
  isSaying = true
  import('./sayMissing')
    .then(({ sayPart }) => sayPart(why))
    .then(() => (isSaying = false))
    .catch(() => undefined)
}
