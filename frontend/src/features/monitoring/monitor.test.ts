import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Tier } from '@/graphql/generated/enums'
import { nearness, standing, type Limit } from './nearness'
import { byUrgency, countsOf, groupedBy, worstIn } from './list'
import { countedAs, COUNTED, isBlind, isHatched, type Source } from './source'
import { second } from '@/shared/now'
import { bandPath, rangeOf, stretches, withReading, type Line } from './sparkline'

const GAS: Limit[] = [
  { side: 'HIGH', tier: 'YELLOW', value: 10 },
  { side: 'HIGH', tier: 'ORANGE', value: 25 },
  { side: 'HIGH', tier: 'RED', value: 50 },
]
const ORDER = '../tests/worklist/overview_order.json'
interface OrderTable {
  now: string
  silentAfterSeconds: number
  limits: Limit[]
  sources: {
    code: string
    value: number | null
    tier?: Tier
    unanswered?: Tier
    ageSeconds?: number
    condition?: string
    state?: string
    isNeverHeard?: boolean
    isUntrusted?: boolean
  }[]
}
const OXYGEN: Limit[] = [
  { side: 'LOW', tier: 'RED', value: 18 },
  { side: 'LOW', tier: 'ORANGE', value: 19.5 },
  { side: 'HIGH', tier: 'ORANGE', value: 23.5 },
]

describe('how near a value is to its worst limit', () => {
  it('is a share of the way from calm', () => {
    expect(nearness(25, GAS)).toBeCloseTo(0.5)
    expect(nearness(500, GAS)).toBe(1)
    expect(nearness(-5, GAS)).toBe(0)
    expect(nearness(5, [])).toBe(0)
  })

  it('counts from the middle between two sides, whichever is nearer', () => {
    expect(nearness(21.5, OXYGEN)).toBeCloseTo(0)
    expect(nearness(23.5, OXYGEN)).toBe(1)
    expect(nearness(18, OXYGEN)).toBe(1)
    expect(nearness(19.75, OXYGEN)).toBeCloseTo(0.5)
  })

  it('rises as a value falls towards a single low limit', () => {
    const flow: Limit[] = [
      { side: 'LOW', tier: 'YELLOW', value: 4 },
      { side: 'LOW', tier: 'RED', value: 2 },
    ]
    expect(nearness(2, flow)).toBe(1)
    expect(nearness(8, flow)).toBe(0)
    expect(nearness(3, flow)).toBeGreaterThan(nearness(4, flow))
  })
})

describe('where a value stands', () => {
  it('is said by the next limit, or by the worst that it has passed', () => {
    expect(standing(5, GAS)).toEqual({ kind: 'to', tier: 'YELLOW', distance: 5 })
    expect(standing(12.5, GAS)).toEqual({ kind: 'to', tier: 'ORANGE', distance: 12.5 })
    expect(standing(60, GAS)).toEqual({ kind: 'above', tier: 'RED', distance: 10 })
    expect(standing(17, OXYGEN)).toEqual({ kind: 'below', tier: 'RED', distance: 1 })
    expect(standing(24, OXYGEN)).toEqual({ kind: 'above', tier: 'ORANGE', distance: 0.5 })
    expect(standing(21, OXYGEN)).toEqual({ kind: 'to', tier: 'ORANGE', distance: 1.5 })
    expect(standing(21, [])).toBeNull()
  })
})

second.value = Date.parse('2026-11-24T08:01:00Z')

const source = (code: string, value: number | null, tier: Tier | null, more: Partial<Source> = {}): Source =>
  ({
    code,
    kind: 'READINGS',
    state: 'IN_SERVICE',
    latest: value === null ? null : { value, sampledAt: '2026-11-24T08:00:00Z', quality: 'GOOD' },
    activeAlert: tier && { id: code, tier, condition: 'LIMIT_HIGH', since: '', isSuppressed: false },
    indicator: { limits: GAS, span: null },
    isNeverHeard: value === null && more.kind === undefined,
    isUntrusted: false,
    ...more,
  }) as Source

const worst = (sources: Source[]) => worstIn(countsOf(sources))

describe('the order of the picture', () => {
  const silent = { id: 's', tier: 'BLUE', condition: 'SILENT', since: '', isSuppressed: false } as const
  const all = [
    source('calm', 1, null),
    source('near', 9, null),
    source('out', 49, null, { state: 'OUT_OF_SERVICE' }),
    source('blind', 3, null, { state: 'SILENT', activeAlert: silent }),
    source('yellow', 12, 'YELLOW'),
    source('red', 60, 'RED'),
    source('never', null, null),
    source('orange low', 26, 'ORANGE'),
    source('orange high', 40, 'ORANGE'),
  ]

  it('is tier, then blind, then nearness to the worst limit', () => {
    const codes = [...all].sort(byUrgency).map(({ code }) => code)
    expect(codes).toEqual(['red', 'orange high', 'orange low', 'yellow', 'blind', 'never', 'near', 'calm', 'out'])
  })

  it('is the one of the table that the server is tested with', () => {
    const { now, silentAfterSeconds, limits, sources } = JSON.parse(readFileSync(ORDER, 'utf8')) as OrderTable
    const before = second.value
    second.value = Date.parse(now)
    const made = sources.map(({ code, value, ageSeconds = 0, tier = null, unanswered = null, ...more }) =>
      source(code, value, tier, {
        latest: value === null ? null : { value, sampledAt: new Date(second.value - ageSeconds * 1000).toISOString(), quality: 'GOOD' },
        indicator: { limits, span: null, silentAfterSeconds },
        isNeverHeard: more.isNeverHeard ?? false,
        isUntrusted: more.isUntrusted ?? false,
        state: more.state ?? 'IN_SERVICE',
        unansweredTier: unanswered,
        activeAlert: tier && { tier, condition: more.condition ?? 'LIMIT_HIGH' },
      } as unknown as Partial<Source>),
    )

    const sorted = [...made].reverse().sort(byUrgency)

    expect(sorted.map(({ code }) => code)).toEqual(sources.map(({ code }) => code))
    second.value = before
  })

  it('counts each source once, and calls nothing calm that is not seen', () => {
    expect(countsOf(all)).toEqual({ RED: 1, ORANGE: 2, YELLOW: 1, blind: 1, unheard: 1, out: 1, calm: 2 })
    expect(isBlind(source('camera', null, null, { kind: 'CAMERA' }))).toBe(false)
    expect([worst(all), worst(all.slice(0, 2)), worst(all.slice(0, 4)), worst([])]).toEqual(['RED', null, 'blind', null])
  })

  it('has figures that add up to the number of sources, each as many as its list shows', () => {
    const more = [
      source('yellow and silent', 12, 'YELLOW', { state: 'SILENT' }),
      source('red and out', 60, 'RED', { state: 'OUT_OF_SERVICE' }),
      source('broken', 999, null, { isUntrusted: true }),
      source('unheard and out', null, null, { state: 'OUT_OF_SERVICE', isNeverHeard: false }),
    ]
    const counts = countsOf([...all, ...more])
    expect(counts).toEqual({ RED: 2, ORANGE: 2, YELLOW: 2, blind: 2, unheard: 1, out: 2, calm: 2 })
    expect(COUNTED.reduce((sum, each) => sum + counts[each], 0)).toBe(all.length + more.length)
    expect([...all, ...more].filter((each) => countedAs(each) === 'unheard').map(({ code }) => code)).toEqual(['never'])
  })

  it('calls no value calm that is older than it may be, by its silence time or by the default, and counts as the server does', () => {
    const at = (sampledAt: string, silentAfterSeconds: number): Source =>
      source(sampledAt, null, null, {
        latest: { value: 12.4, sampledAt, quality: 'GOOD' },
        indicator: { limits: GAS, span: null, silentAfterSeconds },
        isNeverHeard: false,
      } as unknown as Partial<Source>)
    expect(countedAs(at('2026-11-24T07:53:59Z', 0))).toBe('blind')
    expect(countedAs(at('2026-11-24T07:54:01Z', 0))).toBe('calm')
    expect(countedAs(at('2026-11-24T06:58:00Z', 3600))).toBe('blind')
    expect(countedAs(at('2026-11-24T07:00:00Z', 3600))).toBe('calm')
    expect([at('2026-11-24T07:54:01Z', 0), at('2026-11-24T07:00:00Z', 0)].sort(byUrgency).map(({ code }) => code)).toEqual([
      '2026-11-24T07:00:00Z',
      '2026-11-24T07:54:01Z',
    ])
  })

  it('is hatched where nobody sees what is there now, whatever colour its alert has', () => {
    const young = { latest: { value: 60, sampledAt: '2026-11-24T08:00:30Z', quality: 'GOOD' } } as Partial<Source>
    const hatched = [
      source('red and silent', 60, 'RED', { state: 'SILENT' }),
      source('red and out', 60, 'RED', { state: 'OUT_OF_SERVICE' }),
      source('broken', 999, null, { isUntrusted: true }),
      source('old', 60, 'RED', { latest: { value: 60, sampledAt: '2026-11-24T07:00:00Z', quality: 'GOOD' } } as Partial<Source>),
      source('never', null, null),
    ]
    expect(hatched.filter((each) => !isHatched(each)).map(({ code }) => code)).toEqual([])
    const camera = source('camera', null, null, { kind: 'CAMERA', isNeverHeard: false, indicator: null })
    expect([source('red', 60, 'RED', young), source('calm', 1, null, young), camera].map(isHatched)).toEqual([false, false, false])
  })

  it('counts a source as heard with its first reading', () => {
    expect(countedAs(source('new', 3, null, { isNeverHeard: true }))).toBe('calm')
  })

  it('keeps it in groups', () => {
    const groups = groupedBy([...all].sort(byUrgency), ({ code }) => code.split(' ')[0] ?? '')
    expect(groups[1]).toMatchObject({ key: 'orange', sources: [{ code: 'orange high' }, { code: 'orange low' }] })
  })
})

describe('a sparkline', () => {
  const line: Line = { startsAt: '2026-11-24T08:00:00.000Z', stepSeconds: 60, low: [1, null, 3, null], high: [2, null, 5, null] }

  it('takes a reading into its bucket and moves on with time', () => {
    expect(withReading(line, { sampledAt: '2026-11-24T08:02:30Z', value: 9 })).toMatchObject({
      low: [1, null, 3, null],
      high: [2, null, 9, null],
    })
    const later = withReading(line, { sampledAt: '2026-11-24T08:05:00Z', value: 7 })
    expect(later).toEqual({ startsAt: '2026-11-24T08:02:00.000Z', stepSeconds: 60, low: [3, null, null, 7], high: [5, null, null, 7] })
    expect(withReading(line, { sampledAt: '2026-11-24T07:00:00Z', value: 7 })).toEqual(line)
    expect(withReading(line, { sampledAt: '2026-11-25T08:00:00Z', value: 7 }).low).toEqual([null, null, null, 7])
  })

  it('has a gap where readings are missing, and none where they are only sparse', () => {
    expect(stretches(line, 0).map((each) => each.length)).toEqual([1, 1])
    expect(stretches(line, 1).map((each) => each.length)).toEqual([2])
    expect(bandPath(stretches(line, 1)[0] ?? [], 100, (value) => value)).toBe('M12.5 2.0L62.5 5.0L62.5 3.0L12.5 1.0Z')
  })

  it('shows the limits that are near, not a flat line under one far away', () => {
    expect(rangeOf(line, [8, 500])?.[1]).toBeLessThan(9)
    expect(rangeOf({ ...line, low: [null], high: [null] }, [8])).toBeNull()
  })
})
