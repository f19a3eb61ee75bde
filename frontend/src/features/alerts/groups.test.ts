import { beforeAll, expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { isAnsweredTogether, isOfPlaces, nameWords, sourceWords } from './groups'

beforeAll(() => addWords(['home']))

const sensor = { name: { zh: '一号泵', en: 'Pump 1' } }
const led = (size: number | null) => ({ group: size === null ? null : { scope: 'EQUIPMENT' as const, size, title: null }, sensor })
const silent = {
  group: { scope: 'GATEWAY' as const, size: 120, title: { zh: 'GW-3 网关：120 个监测点失联', en: 'GW-3: 120 sources silent' } },
  sensor,
}

test('a row that leads a flood says how many it stands for', () => {
  expect(sourceWords(led(80))).toBe('一号泵 等 80 个')
  expect(sourceWords(led(1))).toBe('一号泵')
  expect(sourceWords(led(null))).toBe('一号泵')
})

test('silences are called by what explains them, everywhere and without their first source', () => {
  expect(sourceWords(silent)).toBe('GW-3 网关：120 个监测点失联')
  expect(nameWords(silent)).toBe('GW-3 网关：120 个监测点失联')
  expect(isOfPlaces(silent)).toBe(true)
})

test('one silence of many, and an alert of another cause, is called by its source where it does not stand for all', () => {
  const behind = { ...silent, group: { ...silent.group, title: null } }
  expect(sourceWords(behind)).toBe('一号泵')
  expect(nameWords(led(80))).toBe('一号泵')
  expect(isOfPlaces(behind)).toBe(false)
})

test('one answer is for the whole flood, never where somebody must look at what is dangerous now', () => {
  expect(isAnsweredTogether({ ...led(80), rank: 'BLUE' })).toBe(true)
  expect(isAnsweredTogether({ ...led(3), rank: 'RED' })).toBe(false)
  expect(isAnsweredTogether({ ...led(null), rank: 'BLUE' })).toBe(false)
})
