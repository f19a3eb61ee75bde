import { USUAL } from '@/features/sites/settings/calendar'
import { isoDay } from '@/shared/i18n'
import { expect, test } from 'vitest'
import type { HeldBackQuery } from '@/graphql/generated/types'
import { calendar, rowsOf, totalsOf, WEEKS } from './held'

const NOW = new Date(2026, 10, 26, 10, 42).getTime() // a Thursday
const at = (days: number, hour: number): string => new Date(2026, 10, 26 + days, hour).toISOString()
const name = (zh: string) => ({ zh, en: zh })
const area = { id: 'a', code: 'A', name: name('罐区') }
const window = (id: string, from: string, to: string, more: object = {}) =>
  ({
    id,
    startsAt: from,
    endsAt: to,
    reason: '换油',
    suppressesRed: false,
    isRunning: false,
    isCancelled: false,
    repeatDays: null,
    plannedBy: { id: 'p', name: name('李强') },
    equipment: { id: id, code: id, name: name(id) },
    area: null,
    ...more,
  }) as unknown as HeldBackQuery['maintenanceWindows'][number]
const alert = (id: string, by: string, until: string | null = null) =>
  ({
    id,
    tier: 'RED',
    suppression: { by, since: at(0, 8), until, reason: null, person: null },
    sensor: { id: '1', code: 'X', name: name(id), area, equipment: null },
  }) as unknown as HeldBackQuery['shelved'][number]
const source = (id: string, until: string | null) =>
  ({
    node: { id, code: id, name: name(id), area, outOfService: { reason: '送检', since: at(-1, 8), until, person: null } },
  }) as unknown as HeldBackQuery['sources']['edges'][number]
const held = (found: Partial<HeldBackQuery>): HeldBackQuery =>
  ({
    shelved: [],
    shelvedCount: 0,
    explained: [],
    explainedCount: 0,
    maintenanceWindows: [],
    sources: { totalCount: 0, edges: [] },
    ...found,
  }) as unknown as HeldBackQuery

test('everything held back is one row, and what stands for all of a source stands once', () => {
  const rows = rowsOf(
    held({
      shelved: [alert('shelved', 'SHELVED', at(0, 12))],
      explained: [alert('noisy', 'CHATTERING', at(0, 13))],
      maintenanceWindows: [window('C-501', at(0, 8), at(0, 16), { isRunning: true }), window('T-301', at(3, 8), at(3, 16))],
      sources: { edges: [source('HS-902', at(1, 8))], totalCount: 1 },
    } as unknown as Partial<HeldBackQuery>),
  )

  expect(rows.map(({ key, section }) => [key, section])).toEqual([
    ['alert/shelved', 'SHELVED'],
    ['alert/noisy', 'CHATTERING'],
    ['window/C-501', 'MAINTENANCE'],
    ['source/HS-902', 'OUT_OF_SERVICE'],
  ])
})

test('a group that was shelved as one is one row, called by what explains it, with how many there are', () => {
  const led = { ...alert('T-1', 'SHELVED'), group: { shelved: 2700, title: name('GW-3：2700 个监测点失联') } }
  const behind = { ...alert('T-2', 'SHELVED'), group: { shelved: 5, title: null } }
  const alone = { ...alert('T-3', 'SHELVED'), group: { shelved: 1, title: name('GW-4：2 个监测点失联') } }

  const rows = rowsOf(held({ shelved: [led, behind, alone] } as unknown as Partial<HeldBackQuery>))

  expect(rows.map(({ name: of, code, n }) => [of.zh, code, n])).toEqual([
    ['GW-3：2700 个监测点失联', '', 2700],
    ['T-2', 'X', 5],
    ['T-3', 'X', 1],
  ])
})

test('the sum counts also what is not shown, and the rest leads to the list that has it', () => {
  const found = held({
    shelved: [alert('shelved', 'SHELVED')],
    shelvedCount: 1,
    explained: [alert('noisy', 'CHATTERING')],
    explainedCount: 130,
    sources: { totalCount: 3, edges: [source('a', null), source('b', null), source('c', null)] },
    maintenanceWindows: [window('C-501', at(0, 8), at(0, 16), { isRunning: true })],
  } as unknown as Partial<HeldBackQuery>)

  expect(totalsOf(found)).toEqual({ all: 135, blind: 3, rest: [{ n: 129, to: '/alerts?view=suppressed' }] })
})

test('what has no end stands first: only a person ends it', () => {
  const rows = rowsOf(
    held({ sources: { totalCount: 2, edges: [source('later', at(1, 8)), source('open', null)] } } as unknown as Partial<HeldBackQuery>),
  )

  expect(rows.map(({ id }) => id)).toEqual(['open', 'later'])
})

test('the calendar has four weeks from Monday, with today and the days of each window', () => {
  const days = calendar([window('night', at(0, 22), at(1, 6)), window('gone', at(2, 8), at(2, 9), { isCancelled: true })], NOW, USUAL)

  expect(days).toHaveLength(WEEKS * 7)
  expect(new Date(days[0]?.start ?? 0).getDay()).toBe(1)
  expect(days.findIndex(({ isToday }) => isToday)).toBe(3)
  expect(days.flatMap(({ entries }, n) => entries.map(({ key }) => [n, key]))).toEqual([
    [3, 'night'],
    [4, 'night'],
  ])
})

test('what repeats is drawn ahead of the one that is planned, and not twice for the one that began', () => {
  const begun = window('begun', at(0, 8), at(0, 16), { isRunning: true, repeatDays: 7 })
  const following = window('next', at(7, 8), at(7, 16), { repeatDays: 7 })

  const found = calendar([begun, following], NOW, USUAL).flatMap(({ entries }, n) => entries.map(({ key, kind }) => [n, key, kind]))

  expect(found).toEqual([
    [3, 'begun', 'running'],
    [10, 'next', 'planned'],
    [17, 'next/1', 'repeated'],
    [24, 'next/2', 'repeated'],
  ])
})

test('a holiday is a day off with its name, and a Saturday worked in its place is none', () => {
  const days = calendar([], NOW, {
    ...USUAL,
    days: [
      { day: isoDay(new Date(at(0, 12))), isWorking: false, name: '厂休' },
      { day: isoDay(new Date(at(2, 12))), isWorking: true, name: '' },
    ],
  })

  expect(days.slice(3, 7).map(({ isOff, name }) => [isOff, name])).toEqual([
    [true, '厂休'],
    [false, ''],
    [false, ''],
    [true, ''],
  ])
})
