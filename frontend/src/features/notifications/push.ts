import { computed, ref } from 'vue'
import { ask } from '@/graphql/client'
import { SubscribePush, UnsubscribePush, VapidPublicKey } from '@/graphql/generated/operations'
import { submit } from '@/outbox/submit'
import { readMeta, writeMeta } from '@/shared/db'
import { locale } from '@/shared/i18n'
import { soon } from '@/shared/soon'

/** `unavailable`: this phone or browser cannot; `refused`: the person said no; `lost`: it was on and the browser dropped it. */
type PushState = 'unknown' | 'off' | 'on' | 'lost' | 'refused' | 'unavailable'

/** Without a way to its push service a browser may never answer at all. */
const PATIENCE = 15_000
const ABOUT = { kind: 'settings', id: 'push', title: 'push', route: '/settings' } as const

interface Saved {
  endpoint: string
  key: string
  isInHand?: boolean
}

const state = ref<PushState>('unknown')
export const pushState = computed(() => state.value)

/** Whether this is a phone or tablet: what a desk shows holds back no text message to its person. */
const isInHand = (): boolean => matchMedia('(pointer: coarse)').matches

function isSupported(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

/** Compares the subscription of the browser with the one sent to the server; at every start and return to the foreground. */
export async function checkPush(): Promise<void> {
  if (!isSupported()) {
    state.value = 'unavailable'
    return
  }
  if (Notification.permission === 'denied') {
    state.value = 'refused'
    return
  }
  const saved = await readMeta<Saved | null>('push')
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  if (saved && (await subscribeToNewKey(saved))) state.value = 'on'
  else if (subscription && saved?.endpoint === subscription.endpoint) {
    state.value = 'on'
    // Subscribed before the server asked what it is held in.
    if (saved.isInHand !== isInHand()) await register(subscription, saved.key)
  } else if (saved) state.value = 'lost'
  else state.value = (await readMeta<boolean>('pushUnavailable')) ? 'unavailable' : 'off'
}

/** Subscribes anew where the server signs with another key than this subscription was made with: what it sends is refused, or
 * will be. False where nothing was to be done, or could be. */
async function subscribeToNewKey(saved: Saved): Promise<boolean> {
  const { data } = await ask(VapidPublicKey, {})
  if (!data || data.vapidPublicKey === saved.key || Notification.permission !== 'granted') return false
  return (await subscribe()) === 'on'
}

/** Asks for permission (call it from a tap only), subscribes and registers it at the server. */
export async function enablePush(): Promise<PushState> {
  state.value = await subscribe()
  await writeMeta('pushUnavailable', state.value === 'unavailable')
  return state.value
}

async function subscribe(): Promise<PushState> {
  if (!isSupported()) return 'unavailable'
  if ((await Notification.requestPermission()) !== 'granted') return 'refused'
  const key = await ask(VapidPublicKey, {})
  if (!key.data) return 'off'
  const registration = await navigator.serviceWorker.getRegistration()
  if (!registration) return 'unavailable'
  const subscription = await soon(subscribeWith(registration, key.data.vapidPublicKey), null, PATIENCE)
  if (!subscription) return 'unavailable'
  return (await register(subscription, key.data.vapidPublicKey)) ? 'on' : 'unavailable'
}

/** Lets the server know of the subscription; false where the browser gave one without keys. */
async function register(subscription: PushSubscription, key: string): Promise<boolean> {
  const { endpoint, keys } = subscription.toJSON()
  if (!endpoint || !keys?.p256dh || !keys.auth) return false
  const isHeld = isInHand()
  const language = locale.value === 'zh' ? 'ZH' : 'EN'
  await submit(SubscribePush, { endpoint, p256dh: keys.p256dh, auth: keys.auth, language, isInHand: isHeld }, { about: ABOUT })
  await writeMeta('push', { endpoint, key, isInHand: isHeld } satisfies Saved)
  return true
}

async function subscribeWith(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const before = await registration.pushManager.getSubscription()
  const saved = await readMeta<Saved | null>('push')
  // A subscription made with another server key is dead; the browser refuses to renew it in place.
  if (before && saved && saved.key !== key) await before.unsubscribe()
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) })
}

export async function disablePush(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  const endpoint = subscription?.endpoint ?? (await readMeta<Saved | null>('push'))?.endpoint
  await subscription?.unsubscribe()
  if (endpoint) await submit(UnsubscribePush, { endpoint }, { about: ABOUT })
  await writeMeta('push', null)
  state.value = 'off'
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replace(/-/g, '+').replace(/_/g, '/')
  return Uint8Array.from(atob(base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')), (letter) => letter.charCodeAt(0))
}
