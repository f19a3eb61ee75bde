import { describe, expect, it } from 'vitest'
import { arrivalOf } from './arrivals'
import type { SourcesQuery } from '@/graphql/generated/types'

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 27, 8) + seconds * 1000).toISOString()
const source = (code: string, seen: number, sampled = seen): SourcesQuery['unknownSources'][number] => ({
  siteId: 'north',
  code,
  readings: 1,
  firstSeenAt: at(seen),
  lastSeenAt: at(seen),
  sendsEvents: false,
  samples: [{ at: at(sampled), value: 1 }],
  suggested: [],
})
const message = (seen: number): SourcesQuery['quarantine'][number] => ({
  id: String(seen),
  receivedAt: at(seen),
  topic: 'anhuan/north/GD-1/reading',
  reason: 'TIMESTAMP',
  detail: '',
  excerpt: '',
  bytes: 2,
})
const waiting = { code: 'GD-1', siteId: 'north', since: Date.parse(at(0)), deviceId: null }
const found = (over: Partial<SourcesQuery>): ReturnType<typeof arrivalOf> =>
  arrivalOf({ unknownSources: [], quarantine: [], devices: [], ...over }, waiting)

describe('who waits for the first reading', () => {
  it('sees it once it is there, and not what came before', () => {
    expect(found({ unknownSources: [source('GD-1', -60)] }).source).toBeNull()
    expect(found({ unknownSources: [source('GD-1', 5)] }).source?.code).toBe('GD-1')
    const elsewhere = { ...source('GD-1', 5), siteId: 'south' }
    expect(found({ unknownSources: [elsewhere] }).source).toBeNull()
  })

  it('sees what arrives under another code, and what was refused meanwhile', () => {
    const seen = found({ unknownSources: [source('GD-l', 5)], quarantine: [message(-5), message(6)] })
    expect(seen.others.map(({ code }) => code)).toEqual(['GD-l'])
    expect(seen.refused.map(({ id }) => id)).toEqual(['6'])
  })

  it('sees devices that were turned away meanwhile, those with its own code first', () => {
    const refused = (code: string, seen: number, siteId = 'north'): SourcesQuery['refusedDevices'][number] => ({
      siteId,
      code,
      reason: 'KEY_UNKNOWN',
      device: '',
      count: 1,
      lastSeenAt: at(seen),
    })
    const devices = [refused('GD-9', 9), refused('GD-1', 5), refused('GD-1', -5), refused('GD-1', 6, 'south')]
    expect(found({ refusedDevices: devices }).turnedAway.map(({ code, lastSeenAt }) => [code, lastSeenAt])).toEqual([
      ['GD-1', at(5)],
      ['GD-9', at(9)],
    ])
    expect(found({}).turnedAway).toEqual([])
  })

  it('hears that the clock of the device is wrong', () => {
    expect(found({ unknownSources: [source('GD-1', 5, 5 + 8 * 3600)] }).clockOff).toBe(8 * 3600 * 1000)
    expect(found({ unknownSources: [source('GD-1', 5, 5 - 8 * 3600)] }).clockOff).toBe(-8 * 3600 * 1000)
    expect(found({ unknownSources: [source('GD-1', 5, 4)] }).clockOff).toBe(0)
  })
})
