import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { computed, effectScope, nextTick, ref, shallowRef } from 'vue'
import { usePlacedSources } from './usePlacedSources'

const asked = vi.hoisted(() => ({}) as Record<string, { variables: () => unknown; isPaused: () => boolean }>)
const source = (id: string, planId: string | null = null) => ({ id, code: `S-${id}`, name: { zh: id, en: id }, planId })
const answers: Record<string, unknown> = {
  PlanSources: { sensors: [source('1', 'plan')] },
  SourcesToPlace: { sources: { totalCount: 30_000, edges: [], pageInfo: { hasNextPage: true } } },
  SourceToPlace: { sensor: source('9') },
  SourceChoices: { sources: { totalCount: 7, edges: [{ node: source('1') }] } },
}

function query({ name }: { name: string }, variables: () => unknown, { pause }: { pause?: () => boolean }) {
  asked[name] = { variables, isPaused: pause ?? (() => false) }
  return { data: computed(() => answers[name]), refresh: async () => undefined }
}
vi.mock('@/graphql/useLiveQuery', () => ({ useLiveQuery: query }))
vi.mock('@/graphql/usePagedQuery', () => ({
  usePagedQuery: (operation: { name: string }, variables: () => unknown, _: unknown, options: { pause?: () => boolean }) => ({
    ...query(operation, variables, options),
    nodes: shallowRef([source('2')]),
    hasMore: ref(true),
  }),
}))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('asks for the sources of the plan, for a page of those on none, and alone for the one in work that neither names', async () => {
  const planId = ref<string | null>(null)
  const chosen = ref<string | null>(null)
  const scope = effectScope()
  const sources = scope.run(() =>
    usePlacedSources({ planId: () => planId.value, chosen: () => chosen.value, areaId: () => null }),
  ) as ReturnType<typeof usePlacedSources>

  expect([asked.PlanSources?.isPaused(), asked.SourceToPlace?.isPaused(), sources.ofArea.value]).toEqual([true, true, null])
  planId.value = 'plan'
  expect(sources.onPlan.value.map(({ id }) => id)).toEqual(['1'])
  expect(sources.unplaced.total.value).toBe(30_000)

  sources.words.value = ' 泵 '
  await nextTick()
  vi.advanceTimersByTime(200)
  expect(asked.SourcesToPlace?.variables()).toEqual({ text: '泵' })

  for (const [id, isAsked] of Object.entries({ '1': false, '2': false, '9': true, 'an-area': false })) {
    chosen.value = id
    expect([id, !asked.SourceToPlace?.isPaused()]).toEqual([id, isAsked])
    expect(sources.inWork.value?.id).toBe(id === 'an-area' ? undefined : id)
  }
  scope.stop()
})
