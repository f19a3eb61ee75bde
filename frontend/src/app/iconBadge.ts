import { watch } from 'vue'
import { writeMeta } from '@/shared/db'
import { waitingCount } from '@/shared/pageTitle'
import { WAITING_COUNT } from '@/shared/records'

/** The number on the icon; the service worker counts on from it while the app is closed. */
function show(count: number): void {
  void navigator.setAppBadge?.(count).catch(() => undefined)
  void writeMeta(WAITING_COUNT, count)
}

/** Shows on the icon how much waits for this person. Returns the function that ends it: then nothing waits for anybody. */
export function followBadge(): () => void {
  const stop = watch(waitingCount, show, { immediate: true })
  return () => {
    stop()
    show(0)
  }
}
