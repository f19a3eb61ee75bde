import { beforeEach, expect, test, vi } from 'vitest'
import { forgetDatabase, writeMeta } from '@/shared/db'
import { WAITING_COUNT } from '@/shared/records'

/** The worker's own types know no page: it is loaded without them. */
const { show, open } = (await import('./notify.ts' as string)) as {
  show: (registration: unknown, shown: object) => Promise<void>
  open: (registration: unknown, clients: unknown, data: unknown) => Promise<void>
}
const push = { title: '红色预警', body: 'P-101', navigate: '/alerts/1', lang: 'zh-CN', tag: '1', delivery: null, answerable: null }
let badge: number | undefined
let shown: unknown[]
const registration = {
  showNotification: async (title: string) => void shown.push(title),
  getNotifications: async () => shown,
}
const clients = { matchAll: async () => [], openWindow: async () => null }

beforeEach(async () => {
  await forgetDatabase()
  badge = undefined
  shown = []
  vi.stubGlobal('Notification', { maxActions: 2 })
  Object.defineProperty(navigator, 'setAppBadge', { configurable: true, value: async (count: number) => void (badge = count) })
})

test('a push sets the number on the icon while the app is closed', async () => {
  await show(registration, push)
  expect(badge).toBe(1)
  await show(registration, { ...push, tag: '2' })
  expect(badge).toBe(2)
})

test('what waited when the app was seen last still counts', async () => {
  await writeMeta(WAITING_COUNT, 3)
  await show(registration, push)

  expect(badge).toBe(4)
})

test('what was opened does not count any more', async () => {
  await show(registration, push)
  shown = []
  await open(registration, clients, { navigate: '/alerts/1' })

  expect(badge).toBe(0)
})

test('a phone without a number on its icons shows the alert all the same', async () => {
  Object.defineProperty(navigator, 'setAppBadge', { configurable: true, value: undefined })
  await show(registration, push)

  expect(shown).toHaveLength(1)
})
