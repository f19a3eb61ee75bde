import type { Client, ClientOptions } from 'graphql-ws'
import { beforeEach, expect, test, vi } from 'vitest'

vi.mock('./wire', () => ({}))
const { connection, cutSince, goLive, speak } = await import('./live')

let on: NonNullable<ClientOptions['on']>
speak((options) => {
  on = options.on ?? {}
  return { dispose: () => undefined, terminate: () => undefined } as unknown as Client
})
const hears = (): void => on.connected?.({} as never, undefined, false)
const loses = (): void => on.closed?.({} as never)

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-26T01:30:00Z') })
})

test('from the first try that fails until the server is heard again it is one and the same offline since', async () => {
  const stop = goLive()
  await vi.dynamicImportSettled()
  expect([connection.value, cutSince.value]).toEqual(['reconnecting', null])
  hears()
  expect([connection.value, cutSince.value]).toEqual(['live', null])

  loses()
  const since = Date.now()
  expect(cutSince.value).toBe(since)
  vi.advanceTimersByTime(60_000)
  loses()
  window.dispatchEvent(new Event('online'))
  expect([connection.value, cutSince.value]).toEqual(['offline', since])

  hears()
  expect([connection.value, cutSince.value]).toEqual(['live', null])
  stop()
})

test('the word of the browser is enough, and the first start without a network counts from the last time it was live', async () => {
  const stop = goLive()
  await vi.dynamicImportSettled()
  hears()
  vi.advanceTimersByTime(5000)
  window.dispatchEvent(new Event('offline'))
  const since = Date.now()
  expect([connection.value, cutSince.value]).toEqual(['offline', since])
  stop()
  expect(cutSince.value).toBeNull()

  vi.advanceTimersByTime(3_600_000)
  const isOnline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const stopAgain = goLive()
  expect(cutSince.value).toBe(since)
  isOnline.mockRestore()
  stopAgain()
})
