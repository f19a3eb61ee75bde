import { readMeta } from '@/shared/db'
import { WAITING_COUNT } from '@/shared/records'

/** Sets the number on the icon: what waited when the app was seen last, and what came since and was not opened. */
export async function setBadge(registration: Pick<ServiceWorkerRegistration, 'getNotifications'>): Promise<void> {
  const known = (await readMeta<number>(WAITING_COUNT).catch(() => undefined)) ?? 0
  const unseen = await registration.getNotifications().catch(() => [])
  // A browser without a badge, or an app that is not installed, has nothing to set.
  await navigator.setAppBadge?.(known + unseen.length).catch(() => undefined)
}
