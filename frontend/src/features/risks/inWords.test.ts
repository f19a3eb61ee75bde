import { beforeAll, expect, it } from 'vitest'
import { addWords } from '@/shared/i18n'
import { alarmWords, stepsOf } from './inWords'

/** Units do not break from their value. */
const plain = (said: string): string => said.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
const words = (zh: string) => ({ zh, en: zh })
const source = {
  id: '1',
  code: 'GAS-1',
  name: words('可燃气体'),
  unit: '%LEL',
  state: 'IN_SERVICE' as const,
  isBlind: false,
  area: { id: 'a' },
  latest: null,
  indicator: {
    id: 'i',
    silentAfterSeconds: 60,
    limits: [
      { side: 'HIGH' as const, tier: 'RED' as const, value: 50 },
      { side: 'HIGH' as const, tier: 'ORANGE' as const, value: 25 },
      { side: 'LOW' as const, tier: 'RED' as const, value: 5 },
      { side: 'LOW' as const, tier: 'YELLOW' as const, value: 8 },
    ],
    span: null,
  },
}

beforeAll(() => addWords(['risks']))

it('a source says from where on it gives alarm, on the sides that it is watched on', () => {
  expect(plain(alarmWords('HIGH', source))).toBe('高于 25 %LEL 报警')
  expect(plain(alarmWords('LOW', source))).toBe('低于 8 %LEL 报警')
  expect(plain(alarmWords('BOTH', source))).toContain('低于 8 %LEL 报警')
  expect(alarmWords('BOTH', { ...source, indicator: null })).toBe('')
})

it('steps of a tier come before those from orange on, and those before the early ones; what is empty is left out', () => {
  const steps = {
    early: [words('通知中控')],
    urgent: [words('撤离')],
    ofTier: [{ tier: 'RED' as const, steps: [words('拉响警报')] }],
  }

  expect(stepsOf({ steps }).map(({ id, lines }) => [id, lines[0]?.zh])).toEqual([
    ['RED', '拉响警报'],
    ['urgent', '撤离'],
    ['early', '通知中控'],
  ])
  expect(stepsOf({ steps: { early: [], urgent: [], ofTier: [] } })).toEqual([])
  expect(stepsOf(null)).toEqual([])
})
