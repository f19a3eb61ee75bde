import { expect, test, vi } from 'vitest'
import { ref } from 'vue'

const lacks = new Set<string>()
/** How many pages the server has of each list. */
const hasNextPage: Record<string, boolean> = {}
const lists: Record<string, string> = { Alerts: 'alerts', Cases: 'cases', HazardReports: 'hazardReports', OpenObjections: 'openObjections' }
vi.mock('@/graphql/useLiveQuery', () => ({
  useLiveQuery: ({ name }: { name: string }) => {
    const list = lists[name]
    const page = { edges: [], pageInfo: { hasNextPage: hasNextPage[name] ?? false, endCursor: null } }
    const data = ref(list ? { [list]: page } : { myWork: [] })
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
})

test('alerts that somebody may not answer are counted with what waits for others', () => {
  hasNextPage.Cases = false
  hasNextPage.HazardReports = false
  hasNextPage.Alerts = true
  expect(useStack().hasMore.value).toEqual({ mine: true, others: false })

  lacks.add('ACKNOWLEDGE')
  expect(useStack().hasMore.value).toEqual({ mine: false, others: true })
})
