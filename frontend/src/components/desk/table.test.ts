import { afterEach, beforeAll, expect, test } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import DeskTable from './DeskTable.vue'
import { placed, type Column } from './table'
import { titleWhatIsCut } from './titles'

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

const RISKS: Column[] = [
  { id: 'code', label: '编号', width: '120px', gives: 3, into: 'title' },
  { id: 'title', label: '会出什么事', isName: true },
  { id: 'unit', label: '单元', width: '14%', from: 1360, into: 'title', gives: 1 },
  { id: 'live', label: '此刻', width: '128px' },
  { id: 'control', label: '管控层级', width: '300px', gives: 2 },
]

test('a name has 260 px: the others give way to it in the order that the list declares, and no sooner', () => {
  const at = (table: number) => placed(RISKS, { window: 1440, table }, false)
  expect(ids(at(1000).own)).toEqual(['code', 'title', 'unit', 'live', 'control'])
  // 980 - 36 - 120 - 137 - 128 - 300 leaves 259.
  expect(ids(at(980).own)).toEqual(['code', 'title', 'live', 'control'])
  expect(ids(at(840).own)).toEqual(['code', 'title', 'live'])
  expect(ids(at(540).own)).toEqual(['title', 'live'])
})

test('what gives way stands in the second line of its column, else in the title of the row', () => {
  const { second, titled } = placed(RISKS, { window: 1440, table: 540 }, false)
  expect(ids(second.get('title'))).toEqual(['code', 'unit'])
  expect(ids(titled)).toEqual(['control'])
})

test('what declares no place in the order stays, however narrow the table is', () => {
  expect(ids(placed(RISKS, { window: 1440, table: 200 }, false).own)).toEqual(['title', 'live'])
})

test('boxes that a finger takes are counted as wide as they are', () => {
  expect(ids(placed(RISKS, { window: 1440, table: 984 }, false, 48).own)).not.toContain('unit')
  expect(ids(placed(RISKS, { window: 1440, table: 984 }, false).own)).toContain('unit')
})

test('beside a column without a width the name is given its own, and that column what is of use', () => {
  const columns: Column[] = [
    { id: 'source', label: '监测点', width: '17%', isName: true },
    { id: 'why', label: '为什么', minWidth: 140, gives: 2 },
    { id: 'case', label: '单号', width: '110px', gives: 1 },
  ]
  const name = columns[0] as Column
  const at = (table: number) => placed(columns, { window: table, table }, false)
  expect(at(2000).widthOf(name)).toBe('340px')
  expect(at(700).widthOf(name)).toBe('260px')
  expect(ids(at(500).own)).toEqual(['source', 'why'])
  expect(ids(at(430).own)).toEqual(['source'])
  expect(at(430).widthOf(name)).toBeUndefined()
})

test('on paper nothing gives way', () => {
  expect(ids(placed(RISKS, { window: Infinity, table: Infinity }, false).own)).toEqual(ids(RISKS))
})

test('pointed at, a name says what has given way to it, and every cell what is cut of it', () => {
  const place = document.createElement('div')
  place.innerHTML =
    '<table><tr><td id="a"><a>泵房超压</a><span hidden><span data-label="部门"> 设备部 </span><span data-label="单号"></span></span></td><td id="b">短</td><td id="c">长长的</td></tr></table>'
  const cell = (id: string) => place.querySelector(`#${id}`) as HTMLElement
  Object.defineProperties(cell('c'), { scrollWidth: { value: 90 }, clientWidth: { value: 60 } })
  place.addEventListener('pointerover', titleWhatIsCut)
  for (const id of ['a', 'b', 'c']) cell(id).dispatchEvent(new Event('pointerover', { bubbles: true }))
  expect(cell('a').title).toBe('泵房超压\n部门: 设备部')
  expect(cell('b').hasAttribute('title')).toBe(false)
  expect(cell('c').title).toBe('长长的')
})
