import { beforeAll, describe, expect, it } from 'vitest'
import { addWords } from '@/shared/i18n'
import { placeWords } from './placeWords'
import { second } from '@/shared/now'
import { countsOf } from './list'
import { type Source } from './source'

beforeAll(() => addWords(['sensors.monitor', 'sites.places']))

second.value = Date.parse('2026-11-26T02:00:00Z')

function source(state: string, tier: string | null = null, hasValue = true): Source {
  const latest = hasValue ? { sampledAt: '2026-11-26T02:00:00Z', value: 1, quality: 'GOOD' } : null
  const isNeverHeard = !hasValue && state !== 'OUT_OF_SERVICE'
  return { kind: 'READINGS', state, latest, isNeverHeard, activeAlert: tier && { tier, condition: 'LIMIT_HIGH' } } as unknown as Source
}

describe('what is said of a place', () => {
  it('counts each source once, by what is worst of it', () => {
    const sources = [source('IN_SERVICE', 'RED'), source('SILENT', 'YELLOW'), source('SILENT'), source('IN_SERVICE')]
    expect(placeWords(countsOf(sources))).toBe('2 点不正常，1 点看不见，1 点正常')
  })

  it('calls a source that is out of service neither normal nor blind', () => {
    expect(placeWords(countsOf([source('OUT_OF_SERVICE', null, false), source('IN_SERVICE')]))).toBe('1 点停用，1 点正常')
  })

  it('says what never sent anything apart from what fell silent', () => {
    expect(placeWords(countsOf([source('SILENT'), source('IN_SERVICE', null, false)]))).toBe('1 点看不见，1 点从没来过数据')
  })

  it('says so where nothing measures', () => {
    expect(placeWords(countsOf([]))).toBe('没有监测点')
  })
})
