import { expect, test, vi } from 'vitest'

const asked = vi.fn()
vi.mock('@/features/hazards/anonymous/anonymous', () => ({ askAnonymously: asked }))
const { fate } = await import('./fate')

test('a key that no suggestion has says nothing, so that another noun may know it', async () => {
  asked.mockResolvedValue({ anonymousSuggestion: null })

  expect(await fate('A'.repeat(26))).toBeNull()
})

test('the suggestion of a key is shown with its number and words', async () => {
  asked.mockResolvedValue({ anonymousSuggestion: { number: 'JY-2026-0001', topic: 'SAFETY', text: '加一盏灯', state: 'SUBMITTED' } })

  const found = await fate('A'.repeat(26))
  expect(found?.title).toContain('JY-2026-0001')
  expect(found?.text).toBe('加一盏灯')
})
