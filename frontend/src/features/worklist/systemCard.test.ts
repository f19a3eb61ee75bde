import { afterEach, expect, test, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'

const NOW = Date.parse('2026-12-01T08:11:00Z')
const situation = ref<object>()
const isProven = ref(true)
const minute = ref(NOW)
const refreshSituation = vi.fn(async () => undefined)
vi.mock('@/features/live/situation', () => ({ situation, refreshSituation }))
vi.mock('@/features/live/provenWords', () => ({ provenWords: ref('16:10:58') }))
vi.mock('@/graphql/proof', () => ({ isProven }))
vi.mock('@/shared/now', async (original) => ({ ...(await original<object>()), useNow: () => ref(NOW), useMinute: () => minute }))
const { default: SystemCard } = await import('./SystemCard.vue')

const works = (part: string) => ({ part, state: 'WORKS', since: null, condition: null, alertId: null })
const away = { part: 'WORKER', state: 'AWAY', since: '2026-12-01T08:00:00Z', condition: 'WORKER_AWAY', alertId: 'a-1' }
const unknown = { part: 'SCHEDULE', state: 'UNKNOWN', since: '2026-12-01T08:00:00Z', condition: null, alertId: null }
const disk = { part: null, state: 'AWAY', since: '2026-12-01T08:10:00Z', condition: 'DISK_NEARLY_FULL', alertId: 'a-2' }

let shown: Mounted | undefined
async function show(system: object[] | null): Promise<Mounted> {
  situation.value = { system }
  await addWords(['worklist.system'])
  shown = await mount(SystemCard)
  return shown
}
const hatched = () => [...document.querySelectorAll('.unknown')].map((row) => row.getAttribute('data-testid'))

afterEach(() => {
  shown?.unmount()
  isProven.value = true
})

test('what is away says since when and leads to its alert; what nobody knows is hatched', async () => {
  const card = await show([away, unknown, works('REDIS'), disk])

  const worker = card.byId('system-WORKER')
  expect(worker?.textContent).toContain('坏了 11 分')
  expect(worker?.textContent).toContain('消息发不出')
  expect(worker?.getAttribute('href')).toBe('/alerts/a-1')
  expect(card.byId('system-REDIS')?.textContent).toContain('在运行')
  expect(card.byId('system-DISK_NEARLY_FULL')?.textContent).toContain('磁盘快满了')
  expect(hatched()).toEqual(['system-SCHEDULE'])
})

test('without a proof nothing works: all is hatched, and of then', async () => {
  isProven.value = false
  const card = await show([works('WORKER'), works('REDIS')])

  expect(hatched()).toEqual(['system-WORKER', 'system-REDIS'])
  expect(card.words()).toContain('16:10:58 以后不知道')
  expect(card.words()).not.toContain(' 在运行')
  expect(card.byId('system-WORKER')?.textContent).toContain('那时在运行')
})

test('who administers nothing is shown nothing', async () => {
  const card = await show(null)

  expect(card.byId('system')).toBeNull()
})

test('only while something is not known it is asked for every minute', async () => {
  await show([works('WORKER'), away])
  minute.value += 60_000
  await nextTick()
  expect(refreshSituation).not.toHaveBeenCalled()

  situation.value = { system: [works('WORKER'), unknown] }
  minute.value += 60_000
  await nextTick()
  expect(refreshSituation).toHaveBeenCalledOnce()
})
