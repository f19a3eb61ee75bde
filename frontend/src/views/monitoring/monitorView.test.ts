import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'

const asked = { isLoading: ref(false), isOld: ref(false), askedAt: ref(0), refresh: async () => undefined }
/** Rows on this phone from before, and what the site says of itself now. */
const packed = ref<unknown>()
const error = ref<string | null>(null)
vi.mock('@/features/people/session', () => ({ may: () => true, membership: ref({ site: { id: 's', name: { zh: '厂', en: 'Plant' } } }) }))
vi.mock('@/features/readings/useLiveReadings', () => ({ useLiveReadings: () => ref(new Map()), withLatest: (each: unknown) => each }))
vi.mock('@/graphql/useLiveQuery', () => ({ useLiveQuery: () => ({ ...asked, data: packed, error: ref(null), savedAt: ref(1) }) }))
vi.mock('@/graphql/usePagedQuery', () => ({
  usePagedQuery: () => ({ ...asked, data: ref(), error, savedAt: ref(0), nodes: ref([]), hasMore: ref(false), isLoadingMore: ref(false) }),
}))
const { default: MonitorView } = await import('./MonitorView.vue')

let shown: Mounted
beforeAll(() => addWords(['sensors.monitor', 'sites.places']))
beforeEach(() => {
  packed.value = undefined
  error.value = null
})
afterEach(() => shown.unmount())

test('a filter that leaves no source says so and leads back to all', async () => {
  shown = await mount(MonitorView, {}, '/monitor?area=NOWHERE&stage=XX&only=nonsense')

  expect(shown.words()).toContain('现在没有这样的监测点')
  shown.byId('all-sources')?.click()
  await vi.waitFor(() => expect(shown.byId('no-sources')).toBeNull())
})

test('an area without a blind source does not say that the whole site has none', async () => {
  shown = await mount(MonitorView, {}, '/monitor?area=REACT&only=blind')
  expect(shown.words()).not.toContain('没有看不见的监测点')

  shown.unmount()
  shown = await mount(MonitorView, {}, '/monitor?only=blind')
  expect(shown.words()).toContain('没有看不见的监测点')
})

test('what the phone has not taken along is not called none', async () => {
  error.value = 'UNREACHABLE'
  packed.value = { overview: { cells: [], areas: [], sources: { totalCount: 3000, edges: [], pageInfo: {} } } }
  shown = await mount(MonitorView, {}, '/monitor?area=REACT')
  await nextTick()

  expect(shown.words()).toContain('没带在手机上')
  expect(shown.words()).toContain('共 3000 点')
  expect(shown.words()).not.toContain('现在没有')
})
