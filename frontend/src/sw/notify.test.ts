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

test('the list is not read while an alert is being shown: a tap on that would do nothing', async () => {
  const done: string[] = []
  const slowly = async (title: string): Promise<void> => {
    done.push(`${title} …`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    done.push(`${title} stands`)
  }
  const busy = { showNotification: slowly, getNotifications: async () => (done.push('read'), []) }
  const both = [show(busy, { ...push, title: 'A', delivery: null }), show(busy, { ...push, title: 'B', delivery: null })]
  await vi.runAllTimersAsync()
  await Promise.all(both)

  expect(done.filter((each) => each !== 'read')).toEqual(['A …', 'A stands', 'B …', 'B stands'])
  for (const [at, each] of done.entries()) expect(each === 'read' && done[at - 1]?.endsWith('…')).toBe(false)
  expect(done.filter((each) => each === 'read')).toHaveLength(2)
})

test('an alert that hangs on its way to the screen holds back the next one for a moment only', async () => {
  const stuck = { showNotification: hangs, getNotifications: async () => [] }
  void show(stuck, { ...push, delivery: null })
  const next = show(registration, { ...push, title: '橙色预警', delivery: null })
  await vi.runAllTimersAsync()
  await next

  expect(shown).toHaveBeenCalledWith('橙色预警', expect.anything())
})
