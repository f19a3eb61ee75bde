import { beforeAll, describe, expect, it } from 'vitest'
import { addWords } from '@/shared/i18n'
import { outcomeOf, verdictOf, type TestPush } from './alertTest'

beforeAll(() => addWords(['notifications']))
const SENT = '2026-11-27T08:00:00Z'
const push = (more: Partial<TestPush>): TestPush => ({
  id: 'p',
  device: 'Pixel 7 · Chrome',
  isThis: true,
  state: 'PENDING',
  acceptedAt: null,
  shownAt: null,
  error: null,
  ...more,
})
const at = (time: string): string => time.slice(11, 16)

describe('what became of a test alert', () => {
  it('says of accepted that nobody has seen it yet, and of shown when', () => {
    expect(outcomeOf(push({ state: 'ACCEPTED', acceptedAt: '2026-11-27T08:01:00Z' }), at)).toBe('推送服务 08:01 收下，还没有显示')
    expect(outcomeOf(push({ state: 'SHOWN', shownAt: '2026-11-27T08:02:00Z' }), at)).toBe('08:02 在这台设备上显示')
    expect(verdictOf(push({ state: 'ACCEPTED' }))).toBe('open')
    expect(verdictOf(push({ state: 'OPENED', shownAt: SENT }))).toBe('good')
  })

  it('gives the words of the provider, for good and while it is tried again', () => {
    expect(outcomeOf(push({ state: 'FAILED', error: '403 Forbidden' }), at)).toBe('被推送服务拒绝：403 Forbidden')
    expect(outcomeOf(push({ state: 'PENDING', error: '503' }), at)).toBe('没有发出去，还在重试：503')
    expect(verdictOf(push({ state: 'GONE' }))).toBe('bad')
  })
})
