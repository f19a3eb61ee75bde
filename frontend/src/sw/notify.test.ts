import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** A storage that hangs, as on a phone that has just woken, or whose disk is full. */
const hangs = (): Promise<never> => new Promise(() => undefined)
vi.mock('@/shared/db', () => ({ readMeta: hangs, writeMeta: hangs }))

/** The worker's own types know no page: it is loaded without them. */
const { show, open } = (await import('./notify.ts' as string)) as {
  show: (registration: unknown, shown: object) => Promise<void>
  open: (registration: unknown, clients: unknown, data: unknown) => Promise<void>
}
const actions = [{ action: 'ACKNOWLEDGE', title: '响应' }]
const answerable = { alertId: 'a-1', actions, said: { ACKNOWLEDGE: '已响应' }, kept: '', refused: '', asks: '' }
const push = { title: '红色预警', body: 'P-101', navigate: '/alerts/1', lang: 'zh-CN', tag: '1', delivery: 'd-1', answerable }
const shown = vi.fn<(title: string, options: object) => Promise<void>>(async () => undefined)
const registration = { showNotification: shown, getNotifications: async () => [] }
const fetched = vi.fn(async () => new Response())

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Notification', { maxActions: 2 })
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => {
  vi.useRealTimers()
  vi.clearAllMocks()
})

test('an alert is shown although the storage of the phone does not answer, without the buttons of anybody', async () => {
  const showing = show(registration, push)
  await vi.runAllTimersAsync()
  await showing

  expect(shown).toHaveBeenCalledWith('红色预警', expect.objectContaining({ body: 'P-101', actions: [] }))
  expect(fetched).toHaveBeenCalledWith('/receipts/d-1', expect.objectContaining({ method: 'POST' }))
})

test('a tap opens the page although the storage of the phone does not answer', async () => {
  const openWindow = vi.fn(async () => null)
  const opening = open(registration, { matchAll: async () => [], openWindow }, { navigate: '/alerts/1' })
  await vi.runAllTimersAsync()
  await opening

  expect(openWindow).toHaveBeenCalledWith('/alerts/1')
})
