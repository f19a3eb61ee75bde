import { beforeEach, expect, it, vi } from 'vitest'
import { reloadOnMissingChunk } from './chunks'
import { sayPart } from './sayMissing'

vi.mock('./sayMissing', () => ({ sayPart: vi.fn(async () => undefined) }))
const connection = vi.hoisted(() => ({ value: 'live' }))
vi.mock('@/graphql/live', () => ({ connection }))

const reload = vi.fn()
reloadOnMissingChunk(reload)

/** What the page does about a part that does not open: whether it takes the matter into its own hands, by a reload. */
function preloadFails(message: string): boolean {
  const event = Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload: new TypeError(message) })
  window.dispatchEvent(event)
  return event.defaultPrevented
}

beforeEach(() => {
  sessionStorage.clear()
  vi.mocked(sayPart).mockClear()
  connection.value = 'live'
  reload.mockClear()
})

it('reloads once for a file that did not come, and then says so', async () => {
  expect(preloadFails('Failed to fetch dynamically imported module: a.js')).toBe(true)
  expect(reload).toHaveBeenCalledOnce()
  expect(preloadFails('Failed to fetch dynamically imported module: a.js')).toBe(false)
  await vi.waitFor(() => expect(sayPart).toHaveBeenCalledWith('missing'))
  expect(reload).toHaveBeenCalledOnce()
})

it('does not reload for a part that came and throws: it says that the app failed, not the network', async () => {
  expect(preloadFails('Object.hasOwn is not a function')).toBe(false)
  await vi.waitFor(() => expect(sayPart).toHaveBeenCalledWith('broken'))
  expect(reload).not.toHaveBeenCalled()
})
