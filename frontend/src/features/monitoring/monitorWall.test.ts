import { beforeAll, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { addWords } from '@/shared/i18n'
import { second } from '@/shared/now'
import { mount } from '@/shared/test-mount'

const place = (id: string) => ({ id, code: id, name: { zh: id, en: id } })
const NONE = { red: 0, orange: 0, yellow: 0, blind: 0, unheard: 0, out: 0, normal: 0 }
/** One that recovered before anybody responded, and one that is yellow. */
const row = (id: string, tier: string | null, unansweredTier: string | null) => ({
  cursor: id,
  node: {
    standsFor: 1,
    group: null,
    source: {
      ...{
        id,
        code: id,
        name: { zh: id, en: id },
        area: place('反应车间'),
        stage: 'PROCESS',
        kind: 'READINGS',
        state: 'IN_SERVICE',
        unit: '%LEL',
      },
      latest: { value: 3, sampledAt: new Date(second.value).toISOString(), quality: 'GOOD' },
      ...{
        indicator: { limits: [], span: null, silentAfterSeconds: 60 },
        activeAlert: tier && { id, tier, condition: 'LIMIT_HIGH' },
        unansweredTier,
      },
    },
  },
})
const edges = [row('可燃气体', null, 'RED'), row('粉尘', 'YELLOW', null)]
const data = ref({ overview: { sources: { totalCount: 3, edges, pageInfo: { hasNextPage: false } } } })
vi.mock('@/graphql/useLiveQuery', () => ({ useLiveQuery: () => ({ data }) }))
vi.mock('@/graphql/proof', () => ({ isProven: ref(true), isUnproven: ref(false) }))
vi.mock('@/features/live/ConnectionPill.vue', () => ({ default: { render: () => null } }))
vi.mock('@/features/people/session', () => ({ membership: ref({ site: { id: 's', name: { zh: '厂', en: 'Plant' } } }) }))
vi.mock('@/features/readings/useLiveReadings', () => ({ useLiveReadings: () => ref(new Map()), withLatest: (each: unknown) => each }))
const { default: MonitorWall } = await import('./MonitorWall.vue')

beforeAll(() => addWords(['sensors.monitor']))

test('head, list and stage of the wall count a red that recovered before anybody responded', async () => {
  const counts = { ...NONE, yellow: 1, normal: 2 }
  const overview = { total: 3, counts, cells: [{ stage: 'PROCESS', area: place('反应车间'), counts, gauges: [] }] }

  const wall = await mount(MonitorWall, { overview, isPast: false })

  const aside = document.querySelector('aside')
  const rows = [...(aside?.querySelectorAll('.waiting p') ?? [])].map((each) => each.textContent ?? '')
  expect(aside?.querySelector('h2')?.textContent).toBe('2 处不正常')
  expect(rows).toHaveLength(2)
  expect(rows[0]).toContain('到过红色，没人响应')
  expect(aside?.querySelector('.more')).toBeNull()
  expect(document.querySelector('footer')?.textContent).toContain('2 点不正常')
  wall.unmount()
})
