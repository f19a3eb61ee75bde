import type { Client, ClientOptions, Sink } from 'graphql-ws'
import { beforeEach, expect, test, vi } from 'vitest'

vi.mock('./wire', () => ({}))

const DEPENDS_ON = ['AlertChanged', 'CaseChanged', 'HazardReportChanged', 'SiteChanged']

interface Begun {
  id: string
  operation: string
  sink: Sink<never>
}

let live: typeof import('./live')
let proof: typeof import('./proof')
let options: ClientOptions
/** What this socket was asked for, oldest first. */
let begun: Begun[]
let terminated: number
let stop: () => void

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  localStorage.clear()
  vi.resetModules()
  live = await import('./live')
  proof = await import('./proof')
  begun = []
  terminated = 0
  live.speak((given) => {
    options = given
    return {
      dispose: () => undefined,
      terminate: () => (terminated += 1),
      subscribe: (payload: { operationName: string }, sink: Sink<never>) => {
        const id = String(options.generateID?.(payload as never))
        begun.push({ id, operation: payload.operationName, sink })
        // The protocol tells of an end that it was asked for as well, a moment later.
        return () => queueMicrotask(() => sink.complete())
      },
    } as unknown as Client
  })
  stop = live.goLive()
  await vi.dynamicImportSettled()
  return () => stop()
})

const opens = (): void => {
  options.on?.connecting?.(false)
  options.on?.connected?.({} as never, undefined, false)
}
const beats = (): void =>
  options.on?.ping?.(true, { beat: { at: new Date().toISOString(), subscriptions: begun.map(({ id }) => id), sites: [] } })
const subscribeAll = (): void => {
  for (const operationName of DEPENDS_ON) live.subscribe({ operationName }, { next() {}, error() {}, complete() {} })
}

test('a socket that is open and brings no beat for 15 s is opened anew', () => {
  opens()
  subscribeAll()
  vi.advanceTimersByTime(14_999)
  expect(terminated).toBe(0)
  vi.advanceTimersByTime(1)
  expect(terminated).toBe(1)
})

test('a beat each 10 s keeps the socket, the 15 s count from the last one', () => {
  opens()
  subscribeAll()
  for (let each = 0; each < 30; each++) {
    beats()
    vi.advanceTimersByTime(10_000)
  }
  expect(terminated).toBe(0)
  vi.advanceTimersByTime(5000)
  expect(terminated).toBe(1)
})

test('a beat that names too little does not keep the socket', () => {
  opens()
  subscribeAll()
  begun.pop()
  vi.advanceTimersByTime(10_000)
  beats()
  vi.advanceTimersByTime(5000)
  expect(terminated).toBe(1)
})

test('a server that never beats is left alone for longer and longer, up to five minutes, and the first beat ends that', () => {
  const waited = []
  for (let each = 0; each < 7; each++) {
    opens()
    if (each === 0) subscribeAll()
    const from = Date.now()
    const before = terminated
    while (terminated === before) vi.advanceTimersByTime(1000)
    waited.push((Date.now() - from) / 1000)
  }
  expect(waited).toEqual([15, 30, 60, 120, 240, 300, 300])

  opens()
  beats()
  const before = terminated
  vi.advanceTimersByTime(15_000)
  expect(terminated).toBe(before + 1)
})

test('a subscription that danger lives from and that ended by itself is begun again with the next socket, once', () => {
  opens()
  subscribeAll()
  const [alerts] = begun
  const told = vi.fn()
  live.subscribe({ operationName: 'ReadingsChanged' }, { next() {}, error: told, complete: told })
  alerts?.sink.complete()
  begun.at(-1)?.sink.complete()
  expect([begun.length, told.mock.calls.length]).toEqual([5, 1])

  opens()
  expect(begun.slice(5).map(({ operation }) => operation)).toEqual(['AlertChanged'])
  opens()
  expect(begun.length).toBe(6)
})

test('one that was ended by its page is not begun again', () => {
  opens()
  const end = live.subscribe({ operationName: 'AlertChanged' }, { next() {}, error() {}, complete() {} })
  begun[0]?.sink.complete()
  end()
  opens()
  expect(begun.length).toBe(1)
})

test('one that its page ends while it runs is over, with this socket and with the next', async () => {
  opens()
  const told = vi.fn()
  const end = live.subscribe({ operationName: 'AlertChanged' }, { next() {}, error: told, complete: told })
  end()
  await Promise.resolve()
  opens()
  expect([begun.length, told.mock.calls.length]).toEqual([1, 0])
})

test('what happened before the first beat of each socket has to be asked for, once', () => {
  const asked = vi.fn(() => proof.noteAnswered(performance.now()))
  live.onProven(asked)
  opens()
  subscribeAll()
  beats()
  beats()
  expect(asked).toHaveBeenCalledTimes(1)
  opens()
  expect(asked).toHaveBeenCalledTimes(1)
  beats()
  expect(asked).toHaveBeenCalledTimes(2)
})

test('where that answer fails, each beat asks again until there is one', () => {
  const asked = vi.fn()
  live.onProven(asked)
  opens()
  subscribeAll()
  beats()
  vi.advanceTimersByTime(10_000)
  beats()
  expect(asked).toHaveBeenCalledTimes(2)

  proof.noteAnswered(performance.now())
  vi.advanceTimersByTime(10_000)
  beats()
  expect(asked).toHaveBeenCalledTimes(2)
})

test('a laptop that slept opens anew as soon as it counts again, and a beat that lay in it proves nothing', () => {
  opens()
  subscribeAll()
  beats()
  const asked = vi.fn()
  live.onProven(asked)
  vi.setSystemTime(Date.now() + 600_000)
  beats()
  expect([terminated, asked.mock.calls.length]).toEqual([1, 0])
  vi.setSystemTime(Date.now() + 600_000)
  vi.advanceTimersByTime(1000)
  expect(terminated).toBe(2)
})

test('a page that is looked at again after its beats have stopped opens anew at once', () => {
  opens()
  subscribeAll()
  beats()
  const seen = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  vi.setSystemTime(Date.now() + 60_000)
  seen.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  expect(terminated).toBe(1)
  seen.mockRestore()
})
