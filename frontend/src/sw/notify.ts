import { writeMeta } from '@/shared/db'
import type { Shown } from './message'

interface NotificationData {
  navigate: string
  delivery: string | null
}

/** Shows the notification, then tells the server that it was shown. */
export async function show(registration: ServiceWorkerRegistration, { title, body, navigate, lang, tag, delivery }: Shown): Promise<void> {
  const data: NotificationData = { navigate, delivery }
  const options = { body, lang, tag, data, icon: '/icon-192.png', badge: '/icon-192.png', requireInteraction: true, renotify: true }
  await registration.showNotification(title, options as NotificationOptions)
  await receipt(delivery, 'shown')
}

/** Brings the app to the place the notification is about, in an open window if there is one. */
export async function open(clients: Clients, data: unknown): Promise<void> {
  const { navigate = '/', delivery = null } = (data ?? {}) as Partial<NotificationData>
  // iOS may open the start page instead of the address; the app looks here when it starts.
  await writeMeta('navigate', { to: navigate, at: Date.now() }).catch(() => undefined)
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [window] = windows
  if (window) {
    window.postMessage({ type: 'NAVIGATE', to: navigate })
    // Refused where the browser does not count this as a tap.
    await window.focus().catch(() => undefined)
  } else {
    await clients.openWindow(navigate).catch(() => undefined)
  }
  await receipt(delivery, 'opened')
}

/** A receipt is worth one try; escalation waits for a person's acknowledgement, not for this. */
async function receipt(delivery: string | null, state: 'shown' | 'opened'): Promise<void> {
  if (!delivery) return
  await fetch(`/receipts/${encodeURIComponent(delivery)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ state }),
    keepalive: true,
  }).catch(() => undefined)
}
