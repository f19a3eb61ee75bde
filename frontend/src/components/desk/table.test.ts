import { afterEach, beforeAll, expect, test } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import DeskTable from './DeskTable.vue'

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
