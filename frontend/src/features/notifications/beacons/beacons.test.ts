import { describe, expect, it } from 'vitest'
import { addWords } from '@/shared/i18n'
import { isCode, isTesting, isUnreliable, stateWords, testWords } from './beacons'

await addWords(['notifications.beacons'])

const NOW = Date.parse('2026-11-28T08:00:00Z')
const lamp = {
  id: 'b',
  name: '2 号罐区东',
  state: 'SHOWN' as const,
  tier: 'RED' as const,
  wantedAt: '2026-11-28T07:59:00Z',
  shownAt: '2026-11-28T07:59:01Z',
  wasShown: true,
  reachableAt: null,
  error: null,
}

describe('a lamp', () => {
  it('is said to show what it confirmed, and nothing else', () => {
    expect(stateWords(lamp)).toContain('红')
    expect(stateWords({ ...lamp, tier: null })).toContain('熄灭')
    expect(stateWords({ ...lamp, state: 'UNCONFIRMED', shownAt: null })).toContain('没有确认')
    expect(stateWords({ ...lamp, state: 'UNCONFIRMED', shownAt: null, wasShown: false })).toContain('从来没有')
    expect(stateWords({ ...lamp, state: 'WAITING', shownAt: null, error: 'no broker' })).toContain('no broker')
  })

  it('can be relied on only while it says that it shows it', () => {
    const states = ['PAUSED', 'OFFLINE', 'WAITING', 'UNCONFIRMED', 'SHOWN'] as const
    expect(states.filter((state) => !isUnreliable({ state }))).toEqual(['SHOWN'])
  })

  it('is given twenty seconds for a test, then it is said that it did not confirm it', () => {
    const tested = { testedAt: '2026-11-28T08:00:00Z', testShownAt: null, testError: null }
    expect([isTesting(tested, NOW + 19_999), isTesting(tested, NOW + 20_000)]).toEqual([true, false])
    expect(testWords(tested, NOW + 20_000)).toContain('没有确认')
    expect(testWords({ ...tested, testShownAt: '2026-11-28T08:00:01Z' }, NOW)).toContain('亮了')
    expect(testWords({ ...tested, testedAt: null }, NOW)).toContain('没有试过')
  })

  it('has a code that may stand in a topic', () => {
    expect(['R2-east', '2号罐区', ' R2 '].every(isCode)).toBe(true)
    expect(['', 'a/b', 'a b', '#', '+', 'x'.repeat(65)].some(isCode)).toBe(false)
  })
})
