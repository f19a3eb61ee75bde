import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ref, type Ref } from 'vue'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'

const member = (id: string) => ({
  id,
  tier: 'YELLOW',
  rank: 'YELLOW',
  condition: 'SILENT',
  state: 'UNACKNOWLEDGED',
  isActive: true,
  sensor: { id, name: { zh: id, en: id } },
})
type Member = ReturnType<typeof member>
const data = ref<{ alerts: { totalCount: number } }>()
const nodes: Ref<Member[]> = ref([])
const hasMore = ref(false)
vi.mock('@/graphql/usePagedQuery', () => ({
  usePagedQuery: () => ({ nodes, data, error: ref(null), hasMore, loadMore: vi.fn(), isLoadingMore: ref(false), refresh: vi.fn() }),
}))
const { default: GroupMembers } = await import('./GroupMembers.vue')

let shown: Mounted
beforeAll(() => addWords(['home']))
afterEach(() => shown.unmount())

async function open(found: Member[], { total = found.length, isCounted }: { total?: number; isCounted: boolean }): Promise<void> {
  data.value = { alerts: { totalCount: total } }
  nodes.value = found
  hasMore.value = total > found.length
  const group = { id: 'group', scope: 'GATEWAY', size: total, title: null }
  shown = await mount(GroupMembers, { group, besides: 'this', isCounted })
}

test('on the page of a past alert the one that is still open stands there', async () => {
  await open([member('other')], { isCounted: false })
  expect(shown.byId('member')).not.toBeNull()
})

test('on the page of a past alert the last one beyond the page can be reached', async () => {
  await open(
    Array.from({ length: 20 }, (_, n) => member(`other-${n}`)),
    { total: 21, isCounted: false },
  )
  expect(shown.byId('members-more')?.textContent).toContain('1')
})

test('the alert that the page is about is not named among the others', async () => {
  await open([member('this'), member('other')], { isCounted: true })
  expect(shown.root.querySelectorAll('[data-testid=member]')).toHaveLength(1)
})

test('an alert that is alone in its group has no others', async () => {
  await open([member('this')], { isCounted: true })
  expect(shown.byId('members')).toBeNull()
})
