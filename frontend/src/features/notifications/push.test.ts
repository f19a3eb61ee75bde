import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { allEntries } from '@/outbox/store'
import { forgetDatabase, readMeta, writeMeta } from '@/shared/db'

let serverKey: string | null
vi.mock('@/graphql/client', () => ({ ask: () => Promise.resolve(serverKey ? { data: { vapidPublicKey: serverKey } } : {}) }))
const { checkPush, pushState } = await import('./push')

const ENDPOINT = 'https://push.example/1'
const [KEY, NEW_KEY] = ['QUFB', 'QkJC']

/** A browser that is subscribed, in the hand or on a desk. */
function subscribedBrowser(pointer: 'coarse' | 'fine'): void {
  const subscription = { endpoint: ENDPOINT, toJSON: () => ({ endpoint: ENDPOINT, keys: { p256dh: 'p', auth: 'a' } }) }
  const registration = { pushManager: { getSubscription: () => Promise.resolve(subscription) } }
  vi.stubGlobal('navigator', Object.assign(navigator, { serviceWorker: { getRegistration: () => Promise.resolve(registration) } }))
  vi.stubGlobal('PushManager', {})
  vi.stubGlobal('Notification', { permission: 'granted' })
  vi.stubGlobal('matchMedia', (media: string) => ({ matches: media === `(pointer: ${pointer})` }))
  // Who is signed out sends nothing and plans nothing: what was said waits in the outbox.
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 401 })))
}

/** The same browser, which can be subscribed anew; what was done with its subscription, in order. */
function renewableBrowser(): string[] {
  subscribedBrowser('coarse')
  const done: string[] = []
  const made = (endpoint: string) => ({
    endpoint,
    toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe: () => Promise.resolve(done.push('unsubscribed')),
  })
  const pushManager = {
    getSubscription: () => Promise.resolve(made(ENDPOINT)),
    subscribe: ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
      done.push(`subscribed with ${String.fromCharCode(...applicationServerKey)}`)
      return Promise.resolve(made('https://push.example/2'))
    },
  }
  Object.assign(navigator, { serviceWorker: { getRegistration: () => Promise.resolve({ pushManager }) } })
  vi.stubGlobal('Notification', { permission: 'granted', requestPermission: () => Promise.resolve('granted') })
  return done
}

const said = async (): Promise<unknown[]> =>
  (await allEntries()).map(({ variables }) => (variables as { input: { isInHand?: boolean } }).input.isInHand)

beforeEach(async () => {
  serverKey = KEY
  await forgetDatabase()
  await writeMeta('userId', 'person-1')
})
afterEach(() => vi.unstubAllGlobals())

it('says of an existing subscription what it is held in, once', async () => {
  subscribedBrowser('coarse')
  await writeMeta('push', { endpoint: ENDPOINT, key: KEY })

  await checkPush()
  await checkPush()

  expect(pushState.value).toBe('on')
  expect(await said()).toEqual([true])
  expect(await readMeta('push')).toEqual({ endpoint: ENDPOINT, key: KEY, isInHand: true })
})

it('says of a desk that it is none in the hand', async () => {
  subscribedBrowser('fine')
  await writeMeta('push', { endpoint: ENDPOINT, key: KEY, isInHand: true })

  await checkPush()

  expect(await said()).toEqual([false])
})

it('subscribes anew where the server signs with another key, without being asked', async () => {
  const done = renewableBrowser()
  await writeMeta('push', { endpoint: ENDPOINT, key: KEY, isInHand: true })
  serverKey = NEW_KEY

  await checkPush()

  expect(done).toEqual(['unsubscribed', 'subscribed with BBB'])
  expect(pushState.value).toBe('on')
  expect(await readMeta('push')).toEqual({ endpoint: 'https://push.example/2', key: NEW_KEY, isInHand: true })
})

it('leaves a subscription alone while the server cannot say with which key it signs', async () => {
  const done = renewableBrowser()
  await writeMeta('push', { endpoint: ENDPOINT, key: KEY, isInHand: true })
  serverKey = null

  await checkPush()

  expect(done).toEqual([])
  expect(pushState.value).toBe('on')
})
