import { beforeAll, expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { isAnsweredTogether, sourceWords } from './groups'

beforeAll(() => addWords(['alerts']))

const sensor = { name: { zh: '一号泵', en: 'Pump 1' } }
const led = (size: number | null) => ({ group: size === null ? null : { size }, sensor })

test('a row that leads a flood says how many it stands for', () => {
  expect(sourceWords(led(80))).toBe('一号泵 等 80 个')
  expect(sourceWords(led(1))).toBe('一号泵')
  expect(sourceWords(led(null))).toBe('一号泵')
})

test('one answer is for the whole flood, never where somebody must look at what is dangerous now', () => {
  expect(isAnsweredTogether({ ...led(80), rank: 'BLUE' })).toBe(true)
  expect(isAnsweredTogether({ ...led(3), rank: 'RED' })).toBe(false)
  expect(isAnsweredTogether({ ...led(null), rank: 'BLUE' })).toBe(false)
})
