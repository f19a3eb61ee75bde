/// <reference lib="webworker" />
import { CacheableResponsePlugin } from 'workbox-cacheable-response'
import { clientsClaim } from 'workbox-core'
import { ExpirationPlugin } from 'workbox-expiration'
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute, type PrecacheEntry } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'
import { drain } from '@/outbox/drain'
import { answer, answered, sayWhatLeft } from './answer'
import { setBadge } from './badge'
import { fill } from './fill'
import { readPush } from './message'
import { open, show } from './notify'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }
interface SyncEvent extends ExtendableEvent {
  readonly tag: string
}

const SERVER_PATHS = [
  /^\/a\//,
  /^\/sms-replies\//,
  /^\/graphql/,
  /^\/auth/,
  /^\/photos/,
  /^\/voice/,
  /^\/receipts/,
  /^\/health/,
  /^\/metrics/,
  /^\/trust/,
]

const app = new PrecacheController()
app.addToCacheList(self.__WB_MANIFEST)
self.addEventListener('install', (event) => event.waitUntil(takeAlong().then(() => app.install(event))))
self.addEventListener('activate', (event) => void app.activate(event))
registerRoute(new PrecacheRoute(app))
cleanupOutdatedCaches()
clientsClaim()
registerRoute(new NavigationRoute(app.createHandlerBoundToURL('index.html'), { denylist: SERVER_PATHS }))
// A photo's name is its hash: it never changes, so the copy on the phone is as good as the server's.
registerRoute(
  ({ url, request }) => url.origin === self.location.origin && url.pathname.startsWith('/photos/') && request.method === 'GET',
  new CacheFirst({
    cacheName: 'photos',
    plugins: [
      new CacheableResponsePlugin({ statuses: [200] }),
      new ExpirationPlugin({ maxEntries: 200, maxAgeSeconds: 30 * 86_400, purgeOnQuotaError: true }),
    ],
  }),
)
registerRoute(
  ({ url, request }) => url.origin === self.location.origin && url.pathname.startsWith('/plans/') && request.method === 'GET',
  new CacheFirst({ cacheName: 'plans', plugins: [new ExpirationPlugin({ maxEntries: 10, purgeOnQuotaError: true })] }),
)

// What only desks use is kept once it was used; its name holds its hash.
registerRoute(
  ({ url }) => url.origin === self.location.origin && url.pathname.startsWith('/assets/desk-'),
  new CacheFirst({ cacheName: 'desk', plugins: [new ExpirationPlugin({ maxEntries: 80, purgeOnQuotaError: true })] }),
)

self.addEventListener('message', (event) => {
  const { data } = event
  if (data === 'outbox') event.waitUntil(sayWhatLeft(self.registration))
  if ((data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})

// An alert is shown always, also over an open window: a push that shows nothing can cost the subscription on iPhones.
self.addEventListener('push', (event) => {
  event.waitUntil(show(self.registration, readPush(event.data)))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const found = answered(event)
  event.waitUntil(
    found ? answer(self.registration, found.tapped, found.answer) : open(self.registration, self.clients, event.notification.data),
  )
})

self.addEventListener('notificationclose', (event) => event.waitUntil(setBadge(self.registration)))

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent
  if (tag === 'outbox') (event as SyncEvent).waitUntil(drainOrFail())
})

/** Files whose name holds their hash; the few others, and what failed, Workbox fetches after them. */
async function takeAlong(): Promise<void> {
  const hashed = [...app.getURLsToCacheKeys()].flatMap(([url, key]) => (url === key ? [url] : []))
  await fill(await caches.open(app.strategy.cacheName), hashed, (url) => fetch(url, { credentials: 'same-origin' }))
}

/** The browser tries again later when this fails, so it must fail while something is left. */
async function drainOrFail(): Promise<void> {
  try {
    if (!(await drain(true))) throw new Error('the outbox is not empty')
  } finally {
    await sayWhatLeft(self.registration)
  }
}
