import { expect, it } from 'vitest'
import { callsOf } from './calls'

const name = (zh: string) => ({ zh, en: zh })
const room = { name: name('中控'), phone: '8010', post: null, person: null }
const nobody = { owner: null, room: { name: '中控', phone: '' } }
const her = { name: null, phone: '', post: null, person: { id: 'p-1', name: name('孙悦') } }

it('who has a number comes first, and a telephone gets no blanks', () => {
  const mobile = { ...her, phone: '138 0000-1111', person: { id: 'p-2', name: name('周刚') } }

  expect(callsOf([her, room, mobile], nobody).map(({ name: { zh }, phone, shown }) => [zh, phone, shown])).toEqual([
    ['中控', '8010', '8010'],
    ['周刚', '13800001111', '138 0000-1111'],
    ['孙悦', '', ''],
  ])
})

it('nobody is named twice', () => {
  expect(callsOf([room, her, her, room], nobody)).toHaveLength(2)
})

it('where nobody is written down, who answers for it and the control room of the site are called', () => {
  const owner = { id: 'p-1', name: name('孙悦'), phone: '139 0000 1111' }

  expect(callsOf([], { owner, room: { name: '中控', phone: '8010' } }).map(({ phone }) => phone)).toEqual(['13900001111', '8010'])
  expect(callsOf([], { owner: { ...owner, phone: '' }, room: { name: '中控', phone: '' } })).toEqual([])
})

it('a number that the register has already is not offered twice', () => {
  const owner = { id: 'p-1', name: name('孙悦'), phone: '8010' }

  expect(callsOf([room, her], { owner, room: { name: '中控', phone: '8010' } }).map(({ id }) => id)).toEqual(['8010', 'p-1'])
})
