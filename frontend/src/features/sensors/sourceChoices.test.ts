import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { computed, effectScope, nextTick } from 'vue'
import { useSourceChoices } from './useSourceChoices'

const asked = vi.hoisted(() => ({ variables: (): unknown => null, isPaused: (): boolean => false }))
const named = (id: string) => ({ id, code: `S-${id}`, name: { zh: id, en: id } })
const page = { totalCount: 30_000, edges: ['1', '2', '3'].map((id) => ({ node: named(id) })) }

vi.mock('@/graphql/useLiveQuery', () => ({
  useLiveQuery: (_: unknown, variables: () => unknown, { pause }: { pause: () => boolean }) => {
    Object.assign(asked, { variables, isPaused: pause })
    return { data: computed(() => ({ sources: page })) }
  },
}))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('asks the server for the first fifty, and for those that hold what was typed once nobody types any more', async () => {
  const scope = effectScope()
  const { words, choices, left } = scope.run(() =>
    useSourceChoices(
      () => '2',
      () => true,
      { kinds: ['READINGS'] },
    ),
  ) as ReturnType<typeof useSourceChoices>

  expect(asked.variables()).toEqual({ filter: { kinds: ['READINGS'], text: null }, first: 50 })
  expect(choices.value.map(({ id }) => id)).toEqual(['1', '3'])
  expect(left.value).toBe(29_997)

  words.value = ' 泵'
  await nextTick()
  expect(asked.variables()).toMatchObject({ filter: { text: null } })
  vi.advanceTimersByTime(200)
  expect(asked.variables()).toMatchObject({ filter: { text: '泵' } })
  scope.stop()
})

it('asks nothing before somebody wants to choose', () => {
  effectScope().run(() =>
    useSourceChoices(
      () => '1',
      () => false,
    ),
  )

  expect(asked.isPaused()).toBe(true)
})
