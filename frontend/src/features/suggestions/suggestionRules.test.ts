import { describe, expect, it } from 'vitest'
import { USUAL } from '@/features/sites/settings/calendar'
import { dueAt, missingOf, originOf } from './suggestionRules'

describe('a suggestion', () => {
  it('needs words or a photo', () => {
    expect(missingOf({ text: ' ', photoCount: 0 })).toBe('anything')
    expect(missingOf({ text: '加一盏灯', photoCount: 0 })).toBeNull()
    expect(missingOf({ text: '', photoCount: 1 })).toBeNull()
  })

  it('has at most 2000 characters', () => {
    expect(missingOf({ text: '字'.repeat(2000), photoCount: 0 })).toBeNull()
    expect(missingOf({ text: '字'.repeat(5000), photoCount: 1 })).toBe('tooLong')
  })

  it('is made from one equipment, alert or case, or from none', () => {
    expect(originOf({ case: 'c-1', name: 'CZ-2026-0001' })).toEqual({ kind: 'case', id: 'c-1', name: 'CZ-2026-0001' })
    expect(originOf({ equipment: 'P-101' })).toEqual({ kind: 'equipment', id: 'P-101', name: 'P-101' })
    expect(originOf({ case: '', name: 'x' })).toBeNull()
    expect(originOf({})).toBeNull()
  })
})

describe('the date of an adopted suggestion', () => {
  const now = new Date('2026-11-26T10:00:00+08:00')
  const local = (iso: string | null): string => (iso ? new Date(iso).toLocaleString('sv', { timeZone: process.env.TZ }) : '')

  it('is the end of a day so many days ahead, or of the day that was picked', () => {
    expect(local(dueAt('7', now, USUAL))).toMatch(/^2026-12-03 23:59:59/)
    expect(local(dueAt('2026-12-24', now, USUAL))).toMatch(/^2026-12-24 23:59:59/)
  })

  it('falls on no day off, unless that very day was picked', () => {
    const calendar = { ...USUAL, days: [{ day: '2026-12-03', isWorking: false, name: '厂休' }] }
    expect(local(dueAt('7', now, calendar))).toMatch(/^2026-12-04 23:59:59/)
    expect(local(dueAt('2026-12-03', now, calendar))).toMatch(/^2026-12-03 23:59:59/)
  })

  it('does not lie in the past', () => {
    expect(dueAt('2026-11-25', now, USUAL)).toBeNull()
    expect(dueAt('2026-', now, USUAL)).toBeNull()
  })
})
