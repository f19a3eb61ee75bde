import { expect, it } from 'vitest'
import { callsOf } from './calls'

const name = (zh: string) => ({ zh, en: zh })
const room = { name: name('中控'), phone: '8010', post: null, person: null }
const her = { name: null, phone: '', post: null, person: { id: 'p-1', name: name('孙悦') } }

it('who has a number comes first, and a telephone gets no blanks', () => {
  const mobile = { ...her, phone: '138 0000-1111', person: { id: 'p-2', name: name('周刚') } }

  expect(callsOf([her, room, mobile]).map(({ name: { zh }, phone, shown }) => [zh, phone, shown])).toEqual([
    ['中控', '8010', '8010'],
    ['周刚', '13800001111', '138 0000-1111'],
    ['孙悦', '', ''],
  ])
})

it('nobody is named twice', () => {
  expect(callsOf([room, her, her, room])).toHaveLength(2)
})
