import { beforeEach, expect, test, vi } from 'vitest'

const said: string[] = []
const submitted = vi.fn()
vi.mock('@/outbox/submit', () => ({ submit: submitted }))
vi.mock('@/features/people/session', () => ({ viewer: { value: null } }))
vi.mock('@/shared/toast', () => ({ toast: (words: string) => said.push(words), explain: async (words: string) => said.push(words) }))
const { useSubmit } = await import('./useSubmit')
const { AcknowledgeAlert } = await import('@/graphql/generated/operations')

const about = { kind: 'alert', id: 'a', title: 'P-101', route: '/alerts/a' }
const send = () => useSubmit().submit(AcknowledgeAlert, { alertId: 'a' }, { about, done: 'done' })

beforeEach(() => {
  said.length = 0
})

test('a phone that is full says that nothing was kept, and the form goes on as after a refusal', async () => {
  submitted.mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))

  expect(await send()).toEqual({ kind: 'refused', code: 'STORAGE_FULL', id: null })
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/手机存不下了|full/)
})

test('any other failure of the phone is a bug and is not swallowed', async () => {
  submitted.mockRejectedValueOnce(new TypeError('oops'))
  await expect(send()).rejects.toThrow('oops')
})

test('what waits for its owner to confirm is not said to leave by itself', async () => {
  submitted.mockResolvedValueOnce({ kind: 'kept', isUnconfirmed: true })
  await send()
  submitted.mockResolvedValueOnce({ kind: 'kept' })
  await send()
  expect(new Set(said).size).toBe(2)
})
