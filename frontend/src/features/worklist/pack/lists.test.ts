import { expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { keyOf } from '@/graphql/snapshots'

const role = vi.hoisted(() => ({ value: 'WORKER' }))
const asked = vi.hoisted((): { name: string; variables: unknown }[] => [])
vi.mock('@/features/people/session', () => ({
  role,
  may: () => role.value !== 'WORKER',
  has: () => true,
  viewer: { value: { memberships: [] } },
}))
vi.mock('@/graphql/useLiveQuery', () => ({
  useLiveQuery: ({ name }: { name: string }, variables: () => unknown, { pause = () => false } = {}) => {
    if (!pause()) asked.push({ name, variables: variables() })
    return { data: ref(), savedAt: ref(null) }
  },
}))
const { useStack } = await import('../useStack')
const { lists } = await import('./lists')

test.each(['WORKER', 'OFFICER'])('whatever the home of a %s asks for comes with the pack', (who) => {
  role.value = who
  asked.length = 0
  useStack()

  const packed = lists().map(({ operation, variables }) => keyOf('alice', operation.name, variables))
  expect(asked.length).toBeGreaterThan(2)
  for (const { name, variables } of asked) expect(packed).toContain(keyOf('alice', name, variables))
})
