import { expect, test, vi } from 'vitest'

const answers: Record<string, unknown> = {}
vi.mock('@/graphql/client', () => ({ ask: ({ name }: { name: string }) => Promise.resolve({ data: answers[name] }) }))
vi.mock('@/features/people/session', () => ({ has: () => true, may: () => true, viewer: { value: { person: { id: 'me' } } } }))
const { whoChanged } = await import('@/features/outbox/whoChanged')

const person = (id: string, zh: string) => ({ id, name: { zh, en: zh } })
const about = (kind: string) => ({ kind, id: '1', title: 'CZ-1', route: '/' })
const at = (hour: number): string => new Date(2026, 10, 27, hour).toISOString()

test('a suggestion names who answered it, or who carried it out', async () => {
  answers.LastOfSuggestion = {
    suggestion: { state: 'DECLINED', answeredAt: at(9), answeredBy: person('her', '刘芳'), doneAt: null, owner: null },
  }
  expect(await whoChanged(about('suggestion'), 'CONFLICT')).toContain('刘芳')

  answers.LastOfSuggestion = {
    suggestion: {
      state: 'CARRIED_OUT',
      answeredAt: at(9),
      answeredBy: person('her', '刘芳'),
      doneAt: at(11),
      owner: person('him', '王磊'),
    },
  }
  expect(await whoChanged(about('suggestion'), 'ILLEGAL_TRANSITION')).toContain('王磊')
})
