import { afterEach, expect, test, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { addWords } from '@/shared/i18n'
import { mount } from '@/shared/test-mount'

const refresh = vi.fn(async () => undefined)
const asked = vi.hoisted((): Record<string, { refreshOn?: string[]; pause?: () => boolean }> => ({}))
const source = { id: '7', code: 'GD-101', createdAt: '2026-12-01T08:00:00Z', unheardRemindedAt: null, responsible: null, post: null }
const answers: Record<string, object> = {
  SiteReadiness: { siteReadiness: [{ kind: 'UNHEARD', count: 1, isDone: false }] },
  NeverHeard: { sources: { totalCount: 1, edges: [{ cursor: '7', node: source }] } },
}
vi.mock('@/graphql/useLiveQuery', () => ({
  useLiveQuery: ({ name }: { name: string }, _variables: unknown, options: object) => {
    asked[name] = options
    return { data: ref(answers[name]), refresh }
  },
}))
vi.mock('@/features/people/session', () => ({ may: () => true, membership: ref({ site: { id: 'north' } }) }))
const { default: ReadinessCard } = await import('./ReadinessCard.vue')

afterEach(() => {
  vi.useRealTimers()
})

test('who waits for a first reading hears of it from the site and asks nothing by the clock', async () => {
  vi.useFakeTimers()
  await addWords(['worklist.readiness'])
  const card = await mount(ReadinessCard)
  await nextTick()
  expect(card.words()).toContain('GD-101')
  expect([asked.SiteReadiness?.refreshOn, asked.NeverHeard?.refreshOn]).toEqual([['site'], ['site']])
  expect(asked.NeverHeard?.pause?.()).toBe(false)

  await vi.advanceTimersByTimeAsync(300_000)
  expect(refresh).not.toHaveBeenCalled()
  card.unmount()
})
