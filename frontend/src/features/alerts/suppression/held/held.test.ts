import { USUAL } from '@/features/sites/settings/calendar'
import { isoDay } from '@/shared/i18n'
import { expect, test } from 'vitest'
import type { HeldBackQuery } from '@/graphql/generated/types'
import { calendar, countsOf, rowsOf, WEEKS, type Found } from './held'

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
    ...{ id, code: id, name: name(id), area },
    outOfService: { reason: '送检', since: at(-1, 8), until, person: null },
  }) as unknown as Found['out'][number]
const held = ({ shelved = [], maintenanceWindows = [], ...found }: Partial<Found & Found['back']>): Found => ({
  back: { shelved, maintenanceWindows },
  out: [],
  explained: [],
  chattering: [],
  ...found,
})

test('everything held back is one row, and what stands for all of a source stands once', () => {
  const rows = rowsOf(
    held({
      shelved: [alert('shelved', 'SHELVED', at(0, 12))],
      chattering: [alert('noisy', 'CHATTERING', at(0, 13))],
      maintenanceWindows: [window('C-501', at(0, 8), at(0, 16), { isRunning: true }), window('T-301', at(3, 8), at(3, 16))],
      out: [source('HS-902', at(1, 8))],
    }),
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

  const rows = rowsOf(held({ shelved: [led, behind, alone] as unknown as Found['explained'] }))

  expect(rows.map(({ name: of, code, n }) => [of.zh, code, n])).toEqual([
    ['GW-3：2700 个监测点失联', '', 2700],
    ['T-2', 'X', 5],
    ['T-3', 'X', 1],
  ])
})

test('all that one source explains is one row, called by it and hatched where nobody sees them, that leads to them', () => {
  const explained = (size: number, isOneRow: boolean) => ({ size, isOneRow, source: { id: '7', name: name('网关 GW-1') } })
  const of = (id: string, by: object) => ({
    ...alert(id, 'PARENT'),
    condition: 'SILENT',
    suppression: { ...alert(id, 'PARENT').suppression, explained: by },
  })

  const rows = rowsOf(
    held({ explained: [of('T-1', explained(1463, true)), of('T-2', explained(12, false))] as unknown as Found['explained'] }),
  )

  expect(rows.map(({ name: called, code, n, to, isBlind }) => [called.zh, code, n, to, isBlind])).toEqual([
    ['网关 GW-1', '', 1463, '/alerts?view=suppressed&behind=7', true],
    ['T-2', 'X', 1, '/alerts/T-2', true],
  ])
})

test('a section counts also what is not shown, and each of those that one row stands for', () => {
  const found = {
    shelvedCount: 1,
    explainedCount: 1463,
    chatteringCount: 2,
    out: { totalCount: 3 },
    maintenanceWindows: [window('C-501', at(0, 8), at(0, 16), { isRunning: true }), window('T-301', at(3, 8), at(3, 16))],
  } as unknown as HeldBackQuery

  expect(countsOf(found)).toEqual({ OUT_OF_SERVICE: 3, SHELVED: 1, MAINTENANCE: 1, PARENT: 1463, CHATTERING: 2 })
})

test('what has no end stands first: only a person ends it', () => {
  const rows = rowsOf(held({ out: [source('later', at(1, 8)), source('open', null)] }))

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
