import { withWords } from '@/shared/i18n'

/** The page that is open comes first, ms. */
const LATER = 2500

/**
 * Fetches the pages that few need on a phone, but rows in the hand lead to, so that the service worker keeps them for a time
 * without a network: too much for every phone to take before its first sign-in. Returns the function that ends it.
 */
export function keepPages(): () => void {
  if (!matchMedia('(pointer: coarse)').matches) return () => undefined
  const timer = setTimeout(() => {
    const pages = [
      withWords(['alerts', 'cases', 'sensors.monitor'], () => import('@/views/SourceView.vue')),
      withWords(
        ['app.first_minutes', 'app.settings', 'notifications', 'notifications.browsers'],
        () => import('@/views/FirstMinutesView.vue'),
      ),
      withWords(['app.settings', 'notifications.preferences', 'policies'], () => import('@/views/PreferencesView.vue')),
    ]
    // Without a network now, it is tried when the app is opened the next time.
    void Promise.allSettled(pages)
  }, LATER)
  return () => clearTimeout(timer)
}
