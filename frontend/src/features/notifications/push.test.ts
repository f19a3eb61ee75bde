import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { allEntries } from '@/outbox/store'
import { readMeta, writeMeta } from '@/shared/db'
import { checkPush, pushState } from './push'

const ENDPOINT = 'https://push.example/1'

/** A browser that is subscribed, in the hand or on a desk. */
function subscribedBrowser(pointer: 'coarse' | 'fine'): void {
  const subscription = { endpoint: ENDPOINT, toJSON: () => ({ endpoint: ENDPOINT, keys: { p256dh: 'p', auth: 'a' } }) }
  const registration = { pushManager: { getSubscription: () => Promise.resolve(subscription) } }
  vi.stubGlobal('navigator', Object.assign(navigator, { serviceWorker: { getRegistration: () => Promise.resolve(registration) } }))
  vi.stubGlobal('PushManager', {})
  vi.stubGlobal('Notification', { permission: 'granted' })
  vi.stubGlobal('matchMedia', (media: string) => ({ matches: media === `(pointer: ${pointer})` }))
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
}

const said = async (): Promise<unknown[]> =>
  (await allEntries()).map(({ variables }) => (variables as { input: { isInHand?: boolean } }).input.isInHand)

beforeEach(async () => {
  await writeMeta('userId', 'person-1')
})
afterEach(() => vi.unstubAllGlobals())

it('says of an existing subscription what it is held in, once', async () => {
  subscribedBrowser('coarse')
  await writeMeta('push', { endpoint: ENDPOINT, key: 'k' })

  await checkPush()
  await checkPush()

  expect(pushState.value).toBe('on')
  expect(await said()).toEqual([true])
  expect(await readMeta('push')).toEqual({ endpoint: ENDPOINT, key: 'k', isInHand: true })
})

it('says of a desk that it is none in the hand', async () => {
  subscribedBrowser('fine')
  await writeMeta('push', { endpoint: ENDPOINT, key: 'k', isInHand: true })

  await checkPush()

  expect((await said()).at(-1)).toBe(false)
})
