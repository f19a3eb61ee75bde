import { expect, test } from 'vitest'
import { says, toggled, usualOf } from './reasons'

test('a usual reason goes into the text and out of it, and what was typed stays', () => {
  const once = toggled('阀门卡住', '等备件')
  expect(once).toBe('阀门卡住；等备件')
  expect(says(once, '等备件')).toBe(true)
  expect(toggled(once, '等备件')).toBe('阀门卡住')
  expect(toggled('', '等备件')).toBe('等备件')
  expect(toggled('等备件', '等备件')).toBe('')
})

test('several may be said at once, and none is found in another that only begins alike', () => {
  const both = toggled(toggled('', '等备件'), '等备件到货')
  expect(both).toBe('等备件；等备件到货')
  expect(says('等备件到货', '等备件')).toBe(false)
})

test('the words of the locales are parted into reasons', () => {
  expect(usualOf('等备件 | 等停机')).toEqual(['等备件', '等停机'])
})
