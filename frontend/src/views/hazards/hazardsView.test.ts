import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { job } from '@/outbox/test-jobs'
import type { Entry } from '@/shared/records'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'

const entries = ref<Entry[]>([])
const rest = { isLoading: ref(false), error: ref(null), isOld: ref(false), savedAt: ref(null), refresh: async () => undefined }
vi.mock('@/outbox/useOutbox', () => ({ useOutbox: () => ({ entries, waiting: ref(1), isKnown: ref(true), ofOthers: ref([]) }) }))
vi.mock('@/graphql/useLiveQuery', () => ({ useLiveQuery: () => ({ data: ref(), ...rest }) }))
vi.mock('@/graphql/usePagedQuery', () => ({
  usePagedQuery: () => ({ nodes: ref([]), hasMore: ref(false), loadMore: () => undefined, isLoadingMore: ref(false), ...rest }),
}))
vi.mock('@/features/hazards/anonymous/followKey', () => ({ keptKeys: () => Promise.resolve([]) }))
const { default: HazardsView } = await import('./HazardsView.vue')

let shown: Mounted
beforeAll(() => addWords(['home']))
afterEach(() => shown.unmount())

test('a list is called empty where there is none, and not while a report waits on this phone', async () => {
  shown = await mount(HazardsView)
  expect(shown.words()).toContain('没有隐患上报')

  shown.unmount()
  entries.value = [job({ id: 'waits', operation: 'ReportHazard' })]
  shown = await mount(HazardsView)
  expect(shown.words()).not.toContain('没有隐患上报')
})
