import { expect, test } from 'vitest'
import type { BoardQuery } from '@/graphql/generated/types'
import { chosenOf, verbTo, waitedFor, type BoardFilter } from './boardRules'

type Entry = BoardQuery['board']['cases'][number]
const named = (zh: string) => ({ zh, en: zh })
const task = (department: string, state: string, isOverdue = false) =>
  ({ id: `${department} ${state}`, state, isOverdue, department: { id: department, name: named(department) } }) as Entry['tasks'][number]
const entry = (number: string, more: object = {}, tasks: Entry['tasks'] = []) =>
  ({
    case: { id: number, number, title: named('护罩松动'), tier: 'YELLOW', isOverdue: false, area: named('罐区'), ...more },
    tasks,
  }) as unknown as Entry
const ALL: BoardFilter = { words: '', tiers: [], departmentIds: [], isLate: false }
const chosen = (entries: Entry[], filter: Partial<BoardFilter>): string[] =>
  chosenOf(entries, { ...ALL, ...filter }, ({ zh }) => zh).map(({ case: { number } }) => number)

test('a card that is dropped on the next column asks for the verb that leads there', () => {
  expect(verbTo('OPEN', 'IN_DISPOSAL')).toBe('acknowledge')
  expect(verbTo('IN_DISPOSAL', 'AWAITING_RECHECK')).toBe('dispose')
  expect(verbTo('AWAITING_RECHECK', 'ARCHIVED')).toBe('recheck')
})

test('no card skips a column or goes back', () => {
  expect(verbTo('OPEN', 'AWAITING_RECHECK')).toBeNull()
  expect(verbTo('OPEN', 'ARCHIVED')).toBeNull()
  expect(verbTo('IN_DISPOSAL', 'OPEN')).toBeNull()
  expect(verbTo('ARCHIVED', 'IN_DISPOSAL')).toBeNull()
})

test('words look at number, title and place', () => {
  const entries = [entry('CZ-1'), entry('CZ-2', { title: named('皮带跑偏') }), entry('CZ-3', { area: named('装卸区') })]

  expect(chosen(entries, { words: 'cz-2' })).toEqual(['CZ-2'])
  expect(chosen(entries, { words: '皮带' })).toEqual(['CZ-2'])
  expect(chosen(entries, { words: '装卸' })).toEqual(['CZ-3'])
})

test('a case is late with its own step or with an open task, not with one that is done', () => {
  const entries = [
    entry('own', { isOverdue: true }),
    entry('task', {}, [task('设备部', 'WAITING', true)]),
    entry('done', {}, [task('设备部', 'DONE', true)]),
  ]

  expect(chosen(entries, { isLate: true })).toEqual(['own', 'task'])
})

test('tiers and departments narrow together', () => {
  const entries = [
    entry('red', { tier: 'RED' }, [task('设备部', 'WAITING')]),
    entry('other tier', {}, [task('设备部', 'WAITING')]),
    entry('other department', { tier: 'RED' }, [task('生产部', 'WAITING')]),
  ]

  expect(chosen(entries, { tiers: ['RED'], departmentIds: ['设备部'] })).toEqual(['red'])
})

test('a department is waited for once another one is done and its own part is not', () => {
  expect(waitedFor([task('设备部', 'IN_PROGRESS'), task('生产部', 'DONE')], '设备部')).toBe(true)
  expect(waitedFor([task('设备部', 'IN_PROGRESS'), task('生产部', 'WAITING')], '设备部')).toBe(false)
  expect(waitedFor([task('设备部', 'DONE'), task('生产部', 'DONE')], '设备部')).toBe(false)
})
