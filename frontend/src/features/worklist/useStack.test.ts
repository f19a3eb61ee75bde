import { expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { FILTERS } from '@/features/alerts/views'

const lacks = new Set<string>()
/** With what each list was asked for. */
const asked: Record<string, unknown> = {}
/** How many pages the server has of each list. */
const hasNextPage: Record<string, boolean> = {}
const lists: Record<string, string> = {
  Alerts: 'alerts',
  Cases: 'cases',
  HazardReports: 'hazardReports',
  OpenObjections: 'openObjections',
  MyWorklist: 'myWorklist',
}
vi.mock('@/graphql/useLiveQuery', () => ({
  useLiveQuery: ({ name }: { name: string }, variables: () => unknown) => {
    asked[name] = variables()
    const list = lists[name]
    const page = { edges: [], pageInfo: { hasNextPage: hasNextPage[name] ?? false, endCursor: null } }
    const data = ref(list ? { [list]: page } : {})
    return { data, isLoading: ref(false), isOld: ref(false), error: ref(null), savedAt: ref(null), refresh: async () => undefined }
  },
}))
vi.mock('@/features/people/session', () => ({ role: { value: 'OFFICER' }, may: (permission: string) => !lacks.has(permission) }))
const { useStack } = await import('./useStack')

test('a count that is only the length of a page says that there are more', () => {
  expect(useStack().hasMore.value).toEqual({ mine: false, others: false })

  hasNextPage.Cases = true
  expect(useStack().hasMore.value).toEqual({ mine: false, others: true })

  hasNextPage.HazardReports = true
  expect(useStack().hasMore.value).toEqual({ mine: true, others: true })

  hasNextPage.HazardReports = false
  hasNextPage.MyWorklist = true
  expect(useStack().hasMore.value).toEqual({ mine: true, others: true })
})

test('alerts that somebody may not answer are counted with what waits for others', () => {
  hasNextPage.Cases = false
  hasNextPage.MyWorklist = false
  hasNextPage.Alerts = true
  expect(useStack().hasMore.value).toEqual({ mine: true, others: false })

  lacks.add('ACKNOWLEDGE')
  expect(useStack().hasMore.value).toEqual({ mine: false, others: true })
})

test('a flood is one thing that waits, as the figure and the list count it', () => {
  useStack()

  expect(asked.Alerts).toMatchObject({ filter: FILTERS.unseen })
  expect(FILTERS.unseen).toMatchObject({ leads: true, isSuppressed: false })
})
