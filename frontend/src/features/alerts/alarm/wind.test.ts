import { expect, test } from 'vitest'
import { drifts, eighthOf, windOf } from './wind'

const NOW = Date.parse('2026-11-27T06:00:00Z')
const source = (value: number, ageSeconds: number, unit = 'm/s') => ({
  id: '1',
  unit,
  state: 'IN_SERVICE' as const,
  latest: { sampledAt: new Date(NOW - 1000 * ageSeconds).toISOString(), value },
  indicator: { id: 'i', silentAfterSeconds: 60 },
})

test('degrees become the eighth of the compass that they lie in', () => {
  expect([0, 22, 23, 90, 180, 292, 315, 338, 359, 360, -45].map(eighthOf)).toEqual([0, 0, 1, 2, 4, 6, 7, 0, 0, 0, 7])
})

test('wind is shown with where it comes from, where both are seen', () => {
  expect(windOf({ speed: source(3.2, 5), direction: source(315, 5, '°') }, NOW)).toMatchObject({ value: 3.2, isBlind: false, from: 7 })
})

test('an old direction is none: it would send people into the cloud', () => {
  expect(windOf({ speed: source(3.2, 5), direction: source(315, 3600, '°') }, NOW)).toMatchObject({ isBlind: false, from: null })
})

test('an old speed is hatched, and no source is no line', () => {
  expect(windOf({ speed: source(3.2, 3600), direction: null }, NOW)).toMatchObject({ isBlind: true })
  expect(windOf({ speed: null, direction: source(315, 5, '°') }, NOW)).toBeNull()
  expect(windOf(null, NOW)).toBeNull()
})

test('the wind matters for gas, vapour and fire, not for a tank that is full', () => {
  const of = (unit: string, zh: string, ...advice: string[]) => ({
    sensor: { unit, name: { zh, en: '' } },
    advice: advice.map((words) => ({ zh: words, en: '' })),
  })
  expect(drifts(of('%LEL', '罐区可燃气'))).toBe(true)
  expect(drifts(of('mg/m³', '喷漆房 VOC'))).toBe(true)
  expect(drifts(of('℃', '反应釜温度', '往上风向走，去集合点'))).toBe(true)
  expect(drifts(of('', '仓库摄像机', '发现明火，按警铃'))).toBe(true)
  expect(drifts(of('%', '储罐液位', '停进料泵', '关进料阀'))).toBe(false)
  expect(drifts(of('mm/s', '风机振动', '停风机'))).toBe(false)
})
