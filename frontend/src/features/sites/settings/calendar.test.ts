import { describe, expect, it } from 'vitest'
import { isWorked, nextWorked, readDays, USUAL, writeDays } from './calendar'

const at = (day: string): Date => new Date(`${day}T23:59:59`)

describe('a calendar', () => {
  const days = [
    { day: '2026-10-01', isWorking: false, name: '国庆节' },
    { day: '2026-10-10', isWorking: true, name: '' },
  ]
  const calendar = { ...USUAL, days }

  it('says of a holiday that nobody works, and of a Saturday worked in its place that people do', () => {
    expect(isWorked(calendar, at('2026-10-01'))).toBe(false)
    expect(isWorked(calendar, at('2026-10-10'))).toBe(true)
    expect(isWorked(calendar, at('2026-10-17'))).toBe(false)
    expect(isWorked({ restWeekdays: [7], days: [] }, at('2026-10-17'))).toBe(true)
  })

  it('moves what is due on a day off to the next day worked, and nothing else', () => {
    expect(nextWorked(calendar, at('2026-10-01'))).toEqual(at('2026-10-02'))
    expect(nextWorked(calendar, at('2026-10-03'))).toEqual(at('2026-10-05'))
    expect(nextWorked(calendar, at('2026-10-05'))).toEqual(at('2026-10-05'))
  })
})

describe('holidays as people write them', () => {
  it('may be a day, a span, with or without the year, in either language', () => {
    const { days, problems } = readDays(
      '2026-05-01 劳动节\n10-01 ~ 10-03 国庆节\n10月10日 上班\n2026/1/1，元旦\n02-14 working instead\n',
      2026,
    )
    expect(problems).toEqual([])
    expect(days).toEqual([
      { day: '2026-01-01', isWorking: false, name: '元旦' },
      { day: '2026-02-14', isWorking: true, name: 'instead' },
      { day: '2026-05-01', isWorking: false, name: '劳动节' },
      { day: '2026-10-01', isWorking: false, name: '国庆节' },
      { day: '2026-10-02', isWorking: false, name: '国庆节' },
      { day: '2026-10-03', isWorking: false, name: '国庆节' },
      { day: '2026-10-10', isWorking: true, name: '' },
    ])
  })

  it('name every line that says no day of the year', () => {
    const { days, problems } = readDays('春节\n\n2027-01-01 元旦\n02-30\n10-07 ~ 10-01', 2026)
    expect(days).toEqual([])
    expect(problems.map(({ line, isOtherYear }) => [line, isOtherYear])).toEqual([
      [1, false],
      [3, true],
      [4, false],
      [5, false],
    ])
  })

  it('are read again as they were written', () => {
    const { days } = readDays('10-01 ~ 10-07 国庆节\n10-10 上班', 2026)
    expect(readDays(writeDays(days, '上班'), 2026).days).toEqual(days)
    expect(readDays(writeDays(days, 'working'), 2026).days).toEqual(days)
  })
})
