import { readMeta, writeMeta } from '@/shared/db'
import { soon } from '@/shared/soon'
import { setBadge, STORAGE_PATIENCE } from './badge'
import { inTurn } from './inTurn'
import type { Answer, Answerable, Shown } from './message'

export interface NotificationData {
  navigate: string
  delivery: string | null
  answerable: Answerable | null
  /** Who was signed in when it came: nobody else answers it. */
  userId: string | null
  /** The answer that waits on this phone: its operation, and what was said. */
  kept?: { id: string; answer: Answer }
}
type Options = NotificationOptions & { renotify?: boolean; actions?: Answerable['actions'] }

/** Shows the notification, then tells the server that it was shown. */
export async function show(registration: ServiceWorkerRegistration, { title, body, navigate, lang, tag, ...rest }: Shown): Promise<void> {
  const { delivery, answerable } = rest
  const userId = answerable ? ((await soon(readMeta<string | null>('userId'), null, STORAGE_PATIENCE)) ?? null) : null
  const data: NotificationData = { navigate, delivery, answerable, userId }
  await present(registration, title, { body, lang, tag, data, requireInteraction: true, renotify: true })
  await setBadge(registration)
  await receipt(delivery, 'shown')
}

/** Shows it with as many buttons as the platform has; none to a device on which nobody is signed in. */
export async function present(
  registration: ServiceWorkerRegistration,
  title: string,
  options: Options & { data: NotificationData },
): Promise<void> {
  const { answerable, userId } = options.data
  const most = (Notification as unknown as { maxActions?: number }).maxActions ?? 0
  const actions = userId ? (answerable?.actions ?? []).slice(0, most) : []
  const all: Options = { ...options, actions, icon: '/icon-192.png', badge: '/icon-192.png' }
  await inTurn(() => registration.showNotification(title, all))
}

/** Brings the app to the place the notification is about, in an open window if there is one. */
export async function open(registration: ServiceWorkerRegistration, clients: Clients, data: unknown): Promise<void> {
  const { navigate = '/', delivery = null } = (data ?? {}) as Partial<NotificationData>
  // iOS may open the start page instead of the address; the app looks here when it starts.
  await soon(writeMeta('navigate', { to: navigate, at: Date.now() }), undefined, STORAGE_PATIENCE)
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [window] = windows
  if (window) {
    window.postMessage({ type: 'NAVIGATE', to: navigate })
    // Refused where the browser does not count this as a tap.
    await window.focus().catch(() => undefined)
  } else {
    await clients.openWindow(navigate).catch(() => undefined)
  }
  await setBadge(registration)
  await receipt(delivery, 'opened')
}

/** A receipt is worth one try; escalation waits for a person's acknowledgement, not for this. */
export async function receipt(delivery: string | null, state: 'shown' | 'opened'): Promise<void> {
  if (!delivery) return
  await fetch(`/receipts/${encodeURIComponent(delivery)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ state }),
    keepalive: true,
  }).catch(() => undefined)
}
