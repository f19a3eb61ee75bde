import { describe, expect, it } from 'vitest'
import type { CapturedPhoto } from '@/shared/photo'
import type { VoiceNote } from '@/shared/recorder'
import { emptyReport, isBegun, missingOf, taken, type ReportForm } from './reportRules'

const HOUR = 3_600_000
const NOW = 1_000 * HOUR
const voice = { sha256: 'v', seconds: 4 } as VoiceNote
const full: ReportForm = {
  ...emptyReport(),
  place: { kind: 'equipment', id: 'EQ-1', name: { zh: '反应釜', en: 'Reactor' }, hint: null },
  category: 'FIRE',
  photos: [{ sha256: 'a' } as CapturedPhoto],
  touchedAt: NOW,
}

describe('what a report still lacks', () => {
  it('is nothing with a photo, a place and a category, in whatever order they came', () => {
    expect(missingOf(full)).toBeNull()
  })

  it('is asked for from top to bottom', () => {
    expect(missingOf(emptyReport())).toBe('evidence')
    expect(missingOf({ ...full, place: null, category: null })).toBe('place')
    expect(missingOf({ ...full, category: null })).toBe('category')
  })

  it('may be words or a voice instead of a photo', () => {
    expect(missingOf({ ...full, photos: [], description: '漏油' })).toBeNull()
    expect(missingOf({ ...full, photos: [], voice })).toBeNull()
  })

  it('is more than a voice where nobody is to know who speaks', () => {
    expect(missingOf({ ...full, photos: [], voice, isAnonymous: true })).toBe('evidence')
  })
})

describe('an earlier draft', () => {
  it('goes on where it was left', () => {
    expect(taken(full, null, NOW + HOUR)).toBe('again')
    expect(taken(full, 'EQ-1', NOW + HOUR)).toBe('again')
  })

  it('is asked about when it is old, of another machine, or of an app that noted no time', () => {
    expect(taken(full, null, NOW + 3 * HOUR)).toBe('asked')
    expect(taken(full, 'EQ-2', NOW)).toBe('asked')
    expect(taken({ ...full, touchedAt: 0 }, null, NOW)).toBe('asked')
  })

  it('of which there is only a place lends it to nobody later, or elsewhere', () => {
    const placeOnly = { ...emptyReport(), place: full.place, touchedAt: NOW }
    expect(isBegun(placeOnly)).toBe(false)
    expect(taken(placeOnly, null, NOW + HOUR)).toBe('nothing')
    expect(taken(placeOnly, 'EQ-2', NOW)).toBe('nothing')
    expect(taken(placeOnly, null, NOW + 60_000)).toBe('again')
  })
})
