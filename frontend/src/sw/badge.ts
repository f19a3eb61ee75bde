import { readMeta } from '@/shared/db'
import { WAITING_COUNT } from '@/shared/records'
import { soon } from '@/shared/soon'
import { inTurn } from './inTurn'

/** How long an alert waits for the storage of the phone, ms: it may hang on one that has just woken or is full. */
export const STORAGE_PATIENCE = 1000

/** Sets the number on the icon: what waited when the app was seen last, and what came since and was not opened. */
export async function setBadge(registration: Pick<ServiceWorkerRegistration, 'getNotifications'>): Promise<void> {
  const known = (await soon(readMeta<number>(WAITING_COUNT), undefined, STORAGE_PATIENCE)) ?? 0
  const unseen = await inTurn(() => registration.getNotifications()).catch(() => [])
  // A browser without a badge, or an app that is not installed, has nothing to set.
  await navigator.setAppBadge?.(known + unseen.length).catch(() => undefined)
}
