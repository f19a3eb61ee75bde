import { createApp, h, nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addWords } from '@/shared/i18n'

const asked: { name: string; variables: object }[] = []
const text = (zh: string) => ({ zh, en: zh })
const list = (...nodes: object[]) => ({ edges: nodes.map((node) => ({ node })) })
const ANSWERS: Record<string, unknown> = {
  Areas: { areas: [{ id: 'a', code: 'A-1', name: text('罐区') }] },
  EquipmentList: { equipmentList: [{ id: 'e', code: 'P-2', name: text('泵'), area: { name: text('罐区') } }] },
  People: { people: [{ id: 'p', name: text('刘芳'), department: { id: 'd', name: text('安全部') }, post: null }] },
  FindObjects: {
    sources: list({ id: '7', code: 'GAS-1', name: text('可燃气'), area: { name: text('罐区') } }),
    cases: list({ id: 'c', number: 'CZ-0012', title: text('泄漏'), state: 'OPEN' }),
    hazardReports: list({ id: 'h', number: 'YH-0347', description: '护栏松动', state: 'SUBMITTED', case: null }),
    alerts: list({
      id: 'r',
      tier: 'RED',
      worstTier: 'RED',
      rank: 'RED',
      state: 'UNACKNOWLEDGED',
      sensor: { code: 'GAS-1', name: text('可燃气') },
      case: { number: 'CZ-0012' },
    }),
  },
}
// What has no size here cannot be focused.
vi.mock('focus-trap', () => ({ createFocusTrap: () => ({ activate: () => undefined, deactivate: () => undefined }) }))
vi.mock('@/graphql/client', () => ({
  ask: ({ name }: { name: string }, variables: object) => {
    asked.push({ name, variables })
    return Promise.resolve({ data: ANSWERS[name] })
  },
}))
const { default: CommandPalette } = await import('./CommandPalette.vue')
const { matching } = await import('./palette')
const { offerVerbs } = await import('./verbs')
type Entry = import('./palette').Entry

const ENTRIES: Entry[] = [
  { id: '/alerts', icon: 'alert', label: '预警', what: '页面', to: '/alerts' },
  { id: '/kpis', icon: 'chart', label: 'Alarm KPIs', what: '页面', to: '/kpis' },
]

describe('the palette', () => {
  it('finds by any part of a label, whatever its case', () => {
    expect(matching(ENTRIES, 'kpi').map(({ id }) => id)).toEqual(['/kpis'])
    expect(matching(ENTRIES, '警').map(({ id }) => id)).toEqual(['/alerts'])
  })

  it('offers everything before a word is typed, and nothing for words that fit nowhere', () => {
    expect(matching(ENTRIES, '  ')).toEqual(ENTRIES)
    expect(matching(ENTRIES, '喷淋')).toEqual([])
  })
})

describe('the open palette', () => {
  const run = vi.fn()
  const pushed = vi.fn()
  let app: ReturnType<typeof createApp>
  let words: { value: string }

  beforeEach(async () => {
    vi.useFakeTimers()
    asked.length = 0
    await addWords(['home', 'desk'])
    document.body.innerHTML = '<main><button data-verb>导出 CSV<kbd>E</kbd></button></main><div id="root"></div>'
    document.querySelector('button')?.addEventListener('click', () => run('export'))
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: { render: () => null } }] })
    vi.spyOn(router, 'push').mockImplementation(pushed)
    const { ref } = await import('vue')
    const typed = ref('')
    words = typed
    const Page = {
      setup() {
        offerVerbs(() => [{ id: 'row', icon: 'check', label: '响应 红色 可燃气', what: '动作', run: () => run('acknowledge') }])
        return () => h(CommandPalette, { modelValue: typed.value, 'onUpdate:modelValue': (next: string) => (typed.value = next) })
      },
    }
    app = createApp(Page)
    app.use(router).mount('#root')
  })

  afterEach(() => {
    app.unmount()
    vi.useRealTimers()
    run.mockReset()
    pushed.mockReset()
  })

  const labels = (): string[] => [...document.querySelectorAll('[role="option"] .label')].map((label) => label.textContent)
  async function type(typed: string): Promise<void> {
    for (let n = 1; n <= typed.length; n += 1) {
      words.value = typed.slice(0, n)
      await nextTick()
    }
    await vi.advanceTimersByTimeAsync(300)
    await nextTick()
  }
  function press(key: string): void {
    document.querySelector('.palette')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  }

  it('asks one question for each pause in the typing, capped, and the few things of the site once', async () => {
    await type('GAS-1')
    await type('CZ-00')

    const found = asked.filter(({ name }) => name === 'FindObjects')
    expect(found.map(({ variables }) => variables)).toEqual([
      { text: 'GAS-1', first: 5 },
      { text: 'CZ-00', first: 5 },
    ])
    expect(asked.filter(({ name }) => name !== 'FindObjects').map(({ name }) => name)).toEqual(['Areas', 'EquipmentList', 'People'])
  })

  it('finds cases, alerts and hazards by number, sources, equipment, areas and people by name or code', async () => {
    await type('CZ-0012')
    for (const wanted of ['CZ-0012 泄漏', 'YH-0347 护栏松动', '可燃气 GAS-1', '红色 可燃气 GAS-1 CZ-0012'])
      expect(labels()).toContain(wanted)
    await type('刘芳')
    expect(labels()).toContain('刘芳')
    await type('p-2')
    expect(labels()).toContain('泵 P-2')
    await type('罐区')
    expect(labels()).toContain('罐区')
  })

  it('offers the verbs of the row under the cursor and of the page, by keys alone', async () => {
    expect(labels().slice(0, 2)).toEqual(['响应 红色 可燃气', '导出 CSV'])
    press('Enter')
    expect(run).toHaveBeenLastCalledWith('acknowledge')
    press('ArrowDown')
    press('Enter')
    expect(run).toHaveBeenLastCalledWith('export')
    await type('上大屏')
    press('Enter')
    expect(pushed).toHaveBeenLastCalledWith({ path: '/monitor', query: { wall: '' } })
  })
})
