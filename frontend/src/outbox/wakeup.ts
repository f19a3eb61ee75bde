import { drain } from './drain'
import { allEntries } from './store'

/** The name under which the browser wakes the service worker when the network is back. */
const SYNC_TAG = 'outbox'

let timer: ReturnType<typeof setTimeout> | undefined

/** Starts a drain, asks the browser to wake the worker should the page be gone, and plans the next try. */
export function wakeUp(isHurried = false): void {
  clearTimeout(timer)
  void registerSync()
  // Also after an error of our own, which the console shows: what waits is tried again.
  void drain(isHurried).finally(planNext)
}

function hurry(): void {
  wakeUp(true)
}

async function planNext(): Promise<void> {
  // It says on the lock screen what became of an answer that waited.
  navigator.serviceWorker?.controller?.postMessage(SYNC_TAG)
  const jobs = (await allEntries()).filter(({ state }) => state === 'queued')
  if (jobs.length === 0) return
  const earliest = Math.min(...jobs.map(({ retryAt }) => retryAt))
  clearTimeout(timer)
  timer = setTimeout(() => wakeUp(), Math.max(1000, earliest - Date.now()))
}

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> }
}

async function registerSync(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as SyncRegistration | undefined
  // Only Chromium knows it, and it may refuse; the page's own timers do the same job while it is open.
  await registration?.sync?.register(SYNC_TAG).catch(() => undefined)
}

/** Wakes the outbox at every sign that the network may be back. Returns a function that stops it. */
export function keepDraining(): () => void {
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') hurry()
  }
  window.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', onVisible)
  hurry()
  return () => {
    clearTimeout(timer)
    window.removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', onVisible)
  }
}
