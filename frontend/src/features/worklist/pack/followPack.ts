import { watch } from 'vue'
import { onChange } from '@/graphql/changes'
import { connection, onReconnected } from '@/graphql/live'

/** The first time waits for the page that the person opened, ms. */
const FIRST = 2500
/** Changes come in bursts. */
const BURST = 4000
/** Not more often than this, ms, whatever happens. */
const EVERY = 120_000
/** Phones do not all ask at once: up to so much later, as a share. */
const SPREAD = 0.3

/** What fills it is loaded once it is filled: whoever opens the home does not wait for it. */
async function take(): Promise<boolean> {
  const { takePack } = await import('./workPack')
  return takePack()
}

/** Keeps the work pack on what is held in the hand true while the app is open and something changes; a desk has its cable.
 * Returns the function that ends it. */
export function followPack(): () => void {
  if (!matchMedia('(pointer: coarse)').matches) return () => undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let takenAt = 0
  let isOwed = true
  const later = (wait: number): void => {
    isOwed = true
    timer ??= setTimeout(() => void run(), wait * (1 + SPREAD * Math.random()))
  }
  const run = async (): Promise<void> => {
    timer = undefined
    // It is taken when the page is seen again, or the network is back.
    if (document.visibilityState === 'hidden' || connection.value !== 'live') return
    isOwed = false
    takenAt = Date.now()
    if (!(await take().catch(() => false))) isOwed = true
  }
  const onChanged = (): void => later(Math.max(BURST, takenAt + EVERY - Date.now()))
  const onVisible = (): void => {
    if (document.visibilityState !== 'hidden') onChanged()
  }
  const stops = [
    ...(['alert', 'case', 'hazard', 'site'] as const).map((kind) => onChange(kind, onChanged)),
    onReconnected(onChanged),
    watch(connection, (state) => {
      if (state === 'live' && isOwed) later(FIRST)
    }),
    () => document.removeEventListener('visibilitychange', onVisible),
    () => clearTimeout(timer),
  ]
  document.addEventListener('visibilitychange', onVisible)
  later(FIRST)
  return () => stops.forEach((stop) => stop())
}
