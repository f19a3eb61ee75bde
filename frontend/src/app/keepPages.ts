import { idle } from '@/shared/idle'

/** The page that is open comes first, ms. */
const LATER = 2500

const PAGES: (() => Promise<unknown>)[] = [
  () => import('@/views/monitoring/SourceView.vue'),
  () => import('@/views/app/FirstMinutesView.vue'),
  () => import('@/views/notifications/PreferencesView.vue'),
]

/**
 * Fetches the pages that few need on a phone, but rows in the hand lead to, so that the service worker keeps them for a time
 * without a network: too much for every phone to take before its first sign-in. Returns the function that ends it.
 */
export function keepPages(): () => void {
  if (!matchMedia('(pointer: coarse)').matches) return () => undefined
  let isOver = false
  const timer = setTimeout(() => void keepOneByOne(() => isOver), LATER)
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** Each in a moment of its own: whoever has begun to read or to tap is not held up. */
async function keepOneByOne(isOver: () => boolean): Promise<void> {
  for (const keep of PAGES) {
    await idle()
    if (isOver()) return
    // Without a network now, it is tried when the app is opened the next time.
    await keep().catch(() => undefined)
  }
}
