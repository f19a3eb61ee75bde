import { expect, test, vi } from 'vitest'
import { addWords } from '@/shared/i18n'

vi.mock('@/features/people/session', () => ({ viewer: { value: { person: { id: 'me' } } } }))
await addWords(['outbox.page'])
const { alreadyDone } = await import('./already')

const acknowledgedAt = new Date(2026, 10, 27, 14, 2).toISOString()
const by = (id: string) => ({ acknowledgedAt, acknowledgedBy: { id, name: { zh: '刘芳', en: 'Liu Fang' } } })

test('an acknowledgement that came second says who was first and when, of an alert and of a case', () => {
  for (const answer of [{ acknowledgeAlert: by('her') }, { acknowledgeCase: by('her') }]) {
    expect(alreadyDone(answer)).toContain('刘芳')
    expect(alreadyDone(answer)).toContain('14:02')
  }
})

test('nobody is named for what one acknowledged oneself, for other steps, and for what an older version of the app kept', () => {
  expect(alreadyDone({ acknowledgeAlert: by('me') })).toBeNull()
  expect(alreadyDone({ acknowledgeAlert: { acknowledgedAt } })).toBeNull()
  expect(alreadyDone({ submitDisposal: by('her') })).toBeNull()
  expect(alreadyDone(undefined)).toBeNull()
})
