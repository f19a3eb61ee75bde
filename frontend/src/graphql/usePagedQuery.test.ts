import { afterEach, expect, test, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import type { Operation } from '@/shared/operation'
import { usePagedQuery, type Connection } from './usePagedQuery'

type Rows = Connection<string>
const { first, ask } = vi.hoisted(() => ({ first: { value: null as unknown }, ask: vi.fn() }))

vi.mock('./client', () => ({ ask }))
vi.mock('./useLiveQuery', () => ({ useLiveQuery: () => ({ data: first.value }) }))
afterEach(() => ask.mockReset())

const page = (rows: string[], endCursor: string | null): Rows => ({
  edges: rows.map((node) => ({ cursor: node, node })),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
})

function list(options: { reloadAfter?: number } = {}) {
  const live = shallowRef<Rows | undefined>(page(['a'], 'a'))
  first.value = live
  const query = usePagedQuery(
    {} as Operation<Rows, { first?: number; after?: string }>,
    () => ({}),
    (found) => found,
    options,
  )
  return { live, ...query }
}

test('a page that was asked for while the list changed is there, after the list as it is now', async () => {
  const { live, nodes, loadMore } = list()
  ask.mockImplementationOnce(() => {
    live.value = page(['new', 'a'], 'a2')
    return Promise.resolve({ data: page(['stale'], null) })
  })
  ask.mockResolvedValueOnce({ data: page(['b'], null) })

  await loadMore()
  await nextTick()

  expect(nodes.value).toEqual(['new', 'a', 'b'])
  expect(ask.mock.calls.map(([, variables]) => (variables as { after: string }).after)).toEqual(['a', 'a2'])
})

test('a page that does not come leaves the list as it is, and can be asked for again', async () => {
  const { nodes, loadMore, isLoadingMore } = list()
  ask.mockResolvedValueOnce({ data: undefined })
  await loadMore()
  expect([nodes.value, isLoadingMore.value]).toEqual([['a'], false])

  ask.mockResolvedValueOnce({ data: page(['b'], null) })
  await loadMore()
  expect(nodes.value).toEqual(['a', 'b'])
})

test('further pages are asked for again when the first one changes, where it says so no sooner than after a while', async () => {
  vi.useFakeTimers()
  const { live, nodes, loadMore } = list({ reloadAfter: 30_000 })
  ask.mockResolvedValue({ data: page(['b'], null) })
  const change = async (row: string) => {
    live.value = page([row], row)
    await nextTick()
    await nextTick()
  }
  await loadMore()
  await change('a1')
  expect(ask).toHaveBeenCalledTimes(2)

  await change('a2')
  vi.advanceTimersByTime(29_000)
  await change('a3')
  expect(ask).toHaveBeenCalledTimes(2)
  expect(nodes.value).toEqual(['a3', 'b'])

  vi.advanceTimersByTime(1000)
  await change('a4')
  expect(ask).toHaveBeenCalledTimes(3)
  vi.useRealTimers()
})
