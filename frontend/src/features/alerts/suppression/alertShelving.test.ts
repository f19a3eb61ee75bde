import { defineComponent, h, nextTick, ref } from 'vue'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'

const submit = vi.fn()
const lacks = new Set<string>()
vi.mock('@/components/BottomSheet.vue', () => ({
  default: defineComponent(
    (_, { slots }) =>
      () =>
        h('div', slots.default?.()),
  ),
}))
// The source that can be taken out of service beside it has a sheet of its own.
vi.mock('./SensorService.vue', () => ({ default: { render: () => null } }))
vi.mock('@/features/outbox/useSubmit', () => ({ useSubmit: () => ({ submit, isBusy: ref(false) }) }))
vi.mock('@/features/people/session', () => ({ may: (permission: string) => !lacks.has(permission) }))
const { default: AlertShelving } = await import('./AlertShelving.vue')

let shown: Mounted
beforeAll(() => addWords(['alerts.suppression']))
beforeEach(() => {
  submit.mockReset().mockResolvedValue({ kind: 'kept' })
  lacks.clear()
})
afterEach(() => shown.unmount())

const name = (zh: string) => ({ zh, en: zh })
const GROUP = { isLed: true, shelved: 0, shelvable: 2700, shelvesRed: false, title: name('GW-3：2700 个监测点失联') }

async function open(group: Partial<typeof GROUP> | null, by: string | null = null): Promise<void> {
  const alert = {
    id: 'leader',
    state: 'UNACKNOWLEDGED',
    rank: 'BLUE',
    suppression: by && { by },
    group: group && { ...GROUP, ...group },
    sensor: { id: '1', name: name('温度') },
  }
  shown = await mount(AlertShelving, { alert })
}

async function shelve(): Promise<Record<string, unknown>> {
  shown.root.querySelector<HTMLElement>('[data-testid=suppress-reason] [role=radio]')?.click()
  await nextTick()
  const red = shown.root.querySelector<HTMLInputElement>('[data-testid=suppress-red] input')
  red?.click()
  await nextTick()
  shown.byId('sheet-send')?.click()
  await nextTick()
  return submit.mock.calls[0]?.[1] as Record<string, unknown>
}

test('on the page of what leads a group the verb says how many it shelves, and means all of them', async () => {
  await open({})
  expect(shown.byId('shelve')?.textContent).toContain('搁置这一组 2700 条')

  expect(await shelve()).toMatchObject({ alertId: 'leader', isForGroup: true, confirmsRed: false })
})

test('the one that leads can still be shelved alone, as phones of before ask it', async () => {
  await open({})
  shown.root.querySelectorAll<HTMLElement>('[data-testid=shelve-scope] [role=radio]')[1]?.click()
  await nextTick()

  expect(Object.keys(await shelve())).not.toContain('isForGroup')
})

test('a group that holds a red asks for a yes of its own, and only an officer', async () => {
  await open({ shelvesRed: true })
  expect(shown.byId('suppress-red')?.textContent).toContain('这一组里有红色预警')
  expect(await shelve()).toMatchObject({ isForGroup: true, confirmsRed: true })

  shown.unmount()
  lacks.add('SUPPRESS')
  await open({ shelvesRed: true })
  expect(shown.byId('shelve')?.textContent?.trim()).toBe('搁置')
})

test('what was shelved as one comes back as one, and one that does not lead also by itself', async () => {
  await open({ shelved: 2700, shelvable: 0 }, 'SHELVED')
  expect([shown.byId('shelve'), shown.byId('unshelve')]).toEqual([null, null])
  expect(shown.byId('unshelve-group')?.textContent).toContain('结束搁置这一组 2700 条')
  shown.byId('unshelve-group')?.click()
  expect(submit.mock.calls[0]?.[1]).toEqual({ alertId: 'leader', isForGroup: true })

  shown.unmount()
  await open({ isLed: false, shelved: 2700, shelvable: 5 }, 'SHELVED')
  expect(shown.byId('unshelve-group')).not.toBeNull()
  shown.byId('unshelve')?.click()
  expect(submit.mock.calls[1]?.[1]).toEqual({ alertId: 'leader' })
})

test('on the page of one that does not lead only that one is shelved', async () => {
  await open({ isLed: false })
  expect(shown.byId('shelve')?.textContent?.trim()).toBe('搁置')

  expect(Object.keys(await shelve())).not.toContain('isForGroup')
})
