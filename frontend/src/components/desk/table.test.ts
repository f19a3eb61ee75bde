import { afterEach, beforeAll, expect, test } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import DeskTable from './DeskTable.vue'
import { placed, type Column } from './table'

const rows = Array.from({ length: 60 }, (_, n) => ({ id: `row-${n}` }))
let app: App | undefined

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
})
afterEach(() => app?.unmount())

function show(total: number): HTMLElement {
  const place = document.createElement('div')
  app = createApp(() =>
    h(DeskTable<{ id: string }>, {
      rows,
      columns: [{ id: 'name', label: '名称', isName: true }],
      label: '预警',
      to: () => '/',
      nameOf: ({ id }) => id,
      hasMore: total > rows.length,
      total,
      rowTest: 'row',
    }),
  )
  app.use(createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: () => null }] })).mount(place)
  return place
}

test('on paper a table has every row that was loaded, and says of how many; afterwards only what is in sight', async () => {
  const place = show(75)
  const drawn = (): number => place.querySelectorAll('[data-row]').length
  expect(drawn()).toBeLessThan(rows.length)

  dispatchEvent(new Event('beforeprint'))
  await nextTick()

  expect(drawn()).toBe(rows.length)
  expect(place.querySelector('[data-testid=printed-part]')?.textContent).toContain('table.printed')
  dispatchEvent(new Event('afterprint'))
  await nextTick()
  expect(drawn()).toBeLessThan(rows.length)
  expect(place.querySelector('[data-testid=printed-part]')).toBeNull()
})

const ALERTS: Column[] = [
  { id: 'source', label: '监测点', isName: true },
  { id: 'area', label: '区域', isExtra: true, from: 1272, into: 'source' },
  { id: 'why', label: '为什么', from: 1272, into: 'source' },
  { id: 'state', label: '状态', least: 640, into: 'source' },
  { id: 'person', label: '负责', isExtra: true, from: 1272, into: 'state' },
  { id: 'case', label: '单号', isExtra: true, from: 1272 },
]
const ids = (found: readonly Column[] | undefined): string[] => (found ?? []).map(({ id }) => id)

test('on a tablet what rings keeps its room: the rest stands under it, and who has it under the state', () => {
  const { own, second } = placed(ALERTS, { window: 1024, table: 952 }, false)
  expect(ids(own)).toEqual(['source', 'state'])
  expect(ids(second.get('source'))).toEqual(['area', 'why'])
  expect(ids(second.get('state'))).toEqual(['person'])
})

test('beside an open row of a tablet the state stands under what rings, too', () => {
  const { own, second } = placed(ALERTS, { window: 1024, table: 520 }, true)
  expect(ids(own)).toEqual(['source'])
  expect(ids(second.get('source'))).toEqual(['area', 'why', 'state'])
})

test('on a desk rows stay in one line, also beside an open one', () => {
  expect(ids(placed(ALERTS, { window: 1440, table: 1368 }, false).own)).toEqual(ids(ALERTS))
  const beside = placed(ALERTS, { window: 1440, table: 936 }, true)
  expect(ids(beside.own)).toEqual(['source', 'why', 'state'])
  expect(beside.second.size).toBe(0)
})
