import { beforeAll, describe, expect, it } from 'vitest'
import { worst } from '@/features/alerts/alertState'
import { byPresent, countsOf } from '@/features/monitoring/list'
import { countedAs, formerTier, isOut, tierShown, type Source } from '@/features/monitoring/source'
import type { AlertCondition, Tier } from '@/graphql/generated/enums'
import { areaWords, flagWords } from './flagWords'
import { areaState as stateOf, areaStates, type AreaSums } from './planState'
import { addWords } from '@/shared/i18n'
import { second } from '@/shared/now'

beforeAll(() => addWords(['sites']))

function source(area: string, code: string, more: Partial<Source> = {}): Source {
  const name = { zh: code, en: code }
  return {
    ...{ id: code, code, name, unit: '', kind: 'READINGS', stage: 'PROCESS', state: 'IN_SERVICE', silentSince: null },
    ...{ isSimulated: false, area: { id: area, code: area, name }, equipment: null, outage: null, activeAlert: null, indicator: null },
    latest: { sampledAt: '2026-11-26T02:00:00Z', value: 1, quality: 'GOOD' },
    ...more,
  } as Source
}
const alerted = (tier: Tier, condition: AlertCondition = 'LIMIT_HIGH'): Partial<Source> => ({
  activeAlert: { id: tier, tier, condition, since: '2026-11-26T02:00:00Z', isSuppressed: false },
})
/** What the server says of an area with these sources. */
function sums(id: string, sources: Source[]): AreaSums {
  const here = sources.filter(({ area }) => area.id === id)
  const { RED, ORANGE, YELLOW, calm, ...counts } = countsOf(here)
  return {
    area: { id, code: id, name: { zh: id, en: id } },
    counts: { ...counts, red: RED, orange: ORANGE, yellow: YELLOW, normal: calm },
    formerTier: worst(here.flatMap((each) => formerTier(each) ?? [])),
    blue: here.filter((each) => tierShown(each) === 'BLUE' && countedAs(each) === 'calm').length,
    worstSource: here.filter((each) => !isOut(each) || tierShown(each)).sort(byPresent)[0] ?? null,
  }
}
const areaState = (id: string, sources: Source[], isPast = false) => stateOf(id, sums(id, sources), isPast)
second.value = Date.parse('2026-11-26T02:01:00Z')
const silent: Partial<Source> = { state: 'SILENT' }

describe('the state of an area', () => {
  it('is that of its worst source, whose value the flag shows', () => {
    const found = areaState('a', [source('a', '1', alerted('YELLOW')), source('a', '2', alerted('RED')), source('b', '3', alerted('RED'))])
    expect(found).toMatchObject({ status: 'tier', tier: 'RED', notNormalCount: 2, blindCount: 0 })
    expect(found.worst?.code).toBe('2')
  })

  it('has a mark where nobody answered what is over, and is not called calm', () => {
    const found = areaState('a', [source('a', '1', { unansweredTier: 'RED' }), source('a', '2', alerted('YELLOW'))])
    expect(found).toMatchObject({ status: 'tier', tier: 'YELLOW', former: 'RED' })
    expect(areaState('a', [source('a', '1', alerted('RED'))]).former).toBeNull()
  })

  it('is blind with a source that is silent or never sent a value, and never calm', () => {
    expect(areaState('a', [source('a', '1'), source('a', '2', silent)])).toMatchObject({
      status: 'blind',
      blindCount: 1,
    })
    const unheard = areaState('a', [source('a', '1', { latest: null, isNeverHeard: true }), source('a', '2', silent)])
    expect(unheard).toMatchObject({ status: 'blind', blindCount: 1, unheardCount: 1 })
    expect(flagWords(unheard)).toBe('看不见 1 · 从没来过 1')
  })

  it('is blind, never calm, with a value that nothing has come after for too long', () => {
    const old = { latest: { sampledAt: '2026-11-26T01:53:00Z', value: 12.4, quality: 'GOOD' } } as Partial<Source>
    expect(areaState('a', [source('a', '1', old)])).toMatchObject({ status: 'blind', blindCount: 1 })
  })

  it('is hatched, not blue, where a blue alert only says that a source is silent', () => {
    const gone = { ...silent, ...alerted('BLUE', 'SILENT') }
    expect(areaState('a', [source('a', '1', gone)])).toMatchObject({ status: 'blind', tier: null })
  })

  it('keeps a blue one in sight, and puts what nobody sees before it', () => {
    expect(areaState('a', [source('a', '1', alerted('BLUE'))])).toMatchObject({
      status: 'tier',
      tier: 'BLUE',
      notNormalCount: 1,
    })
    expect(areaState('a', [source('a', '1', alerted('BLUE')), source('a', '2', silent)]).status).toBe('blind')
  })

  it('keeps its colour when nobody has been heard for a while, and is blind, never calm', () => {
    const calm = [source('a', '1'), source('a', '2', alerted('BLUE'))]
    expect(areaState('a', calm, true)).toMatchObject({ status: 'blind', tier: null, blindCount: 2, notNormalCount: 0 })
    const red = areaState('a', [...calm, source('a', '3', alerted('RED'))], true)
    expect(red).toMatchObject({ status: 'tier', tier: 'RED', isPast: true, notNormalCount: 1 })
  })

  it('is blind, never calm, when nobody has been heard for a while, also where the server named no source because all was normal', () => {
    const calm = { ...sums('a', [source('a', '1')]), worstSource: null }
    expect(stateOf('a', calm)).toMatchObject({ status: 'calm' })
    expect(stateOf('a', calm, true)).toMatchObject({ status: 'blind', tier: null, blindCount: 1 })
    expect(stateOf('a', { ...sums('a', []), worstSource: null }, true).status).toBe('unwatched')
  })

  it('had at least the tier that was seen last, on its flag', () => {
    expect(flagWords(areaState('a', [source('a', '1', alerted('RED'))], true))).toBe('至少红色')
    expect(areaWords(areaState('a', [source('a', '1', alerted('RED'))], true))).toMatch(/^至少红色 · 1.* · .*前$/)
    expect(flagWords(areaState('a', [source('a', '1', alerted('RED'))]))).not.toContain('至少')
  })

  it('is unwatched, never calm, without a source in service', () => {
    expect(areaState('a', []).status).toBe('unwatched')
    expect(areaState('a', [source('a', '1', { state: 'OUT_OF_SERVICE' })]).status).toBe('unwatched')
    expect(areaState('a', [source('a', '1')]).status).toBe('calm')
  })
})

describe('the areas of a plan', () => {
  it('stand in the order in which they need people', () => {
    const areas = ['unwatched', 'calm', 'blind', 'yellow', 'red'].map((id) => ({ id }))
    const sources = [
      source('calm', '1'),
      source('blind', '2', silent),
      source('yellow', '3', alerted('YELLOW')),
      source('red', '4', alerted('RED')),
    ]
    const found = ['red', 'yellow', 'calm', 'blind'].map((id) => sums(id, sources))
    expect(areaStates(areas, found).map(({ id }) => id)).toEqual(['red', 'yellow', 'blind', 'calm', 'unwatched'])
  })
})
