import { describe, expect, it } from 'vitest'
import { addDays, clock, minuteOf, mondayOf, momentOf, wallTime } from './days'
import { blocksOf, daysOf, weekBounds, type Line } from './roster'

const SHANGHAI = 'Asia/Shanghai'
const BERLIN = 'Europe/Berlin'
const at = (text: string): string => new Date(text).toISOString()

const shift = (id: string, startsAt: string, endsAt: string) => ({ id, startsAt: at(startsAt), endsAt: at(endsAt) })
const line = (shifts: object[], holes: object[] = []) => ({ id: 'line', duty: 'OFFICER', shifts, holes }) as unknown as Line

describe('the clock of the site', () => {
  it('is read and set wherever the device is', () => {
    expect(wallTime('2026-11-23T12:00:00Z', SHANGHAI)).toEqual({ day: '2026-11-23', minute: 20 * 60 })
    expect(momentOf('2026-11-23', 20 * 60, SHANGHAI)).toBe(Date.parse('2026-11-23T12:00:00Z'))
  })

  it('has 25 hours on the day on which summer time ends', () => {
    const day = momentOf('2026-10-26', 0, BERLIN) - momentOf('2026-10-25', 0, BERLIN)

    expect(day).toBe(25 * 3_600_000)
  })

  it('begins its week on Monday', () => {
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
    expect(addDays('2026-11-29', 1)).toBe('2026-11-30')
    expect(weekBounds('2026-11-23', SHANGHAI)).toEqual({ since: '2026-11-22T16:00:00.000Z', until: '2026-11-29T16:00:00.000Z' })
  })

  it('takes times as people type them', () => {
    expect([minuteOf('8:05'), minuteOf('20：30'), minuteOf('24:00'), minuteOf('acht')]).toEqual([485, 1230, null, null])
    expect(clock(485)).toBe('08:05')
  })
})

describe('a week', () => {
  const { since, until } = weekBounds('2026-11-23', SHANGHAI)

  it('cuts a night that began on Sunday before, and gives two at once a row each', () => {
    const night = shift('n', '2026-11-22T20:00+08:00', '2026-11-23T08:00+08:00')
    const [one, other] = [
      shift('a', '2026-11-23T08:00+08:00', '2026-11-23T20:00+08:00'),
      shift('b', '2026-11-23T09:00+08:00', '2026-11-23T17:00+08:00'),
    ]

    const blocks = blocksOf(line([night, one, other]), since, until, SHANGHAI)

    expect(blocks.map(({ key, left, row, isNight }) => [key, left, row, isNight])).toEqual([
      ['n', 0, 0, true],
      ['a', (8 / 168) * 100, 0, false],
      ['b', (9 / 168) * 100, 1, false],
    ])
  })

  it('lists holes on the day on which they begin', () => {
    const hole = { startsAt: at('2026-11-28T20:00+08:00'), endsAt: at('2026-11-29T08:00+08:00') }

    const saturday = daysOf([line([], [hole])], '2026-11-23', SHANGHAI)[5]

    expect(saturday?.day).toBe('2026-11-28')
    expect(saturday?.entries.map(({ shift }) => shift)).toEqual([null])
  })
})
