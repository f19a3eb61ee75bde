import { describe, expect, it } from 'vitest'
import type { BookEntry } from '@/features/equipment/equipmentBook'
import { matchingPlaces, placeOfCode } from './places'

const areas = [
  { id: 'a1', name: { zh: '罐区', en: 'Tank farm' } },
  { id: 'a2', name: { zh: '反应车间', en: 'Reactor hall' } },
]
const book = [
  { code: 'EQ-1', labelCode: 'EQ-1', name: { zh: '反应釜', en: 'Reactor' }, area: { name: areas[1]?.name } },
  { code: 'EQ-2', labelCode: 'EQ-2', name: { zh: '储罐', en: 'Tank' }, area: { name: areas[0]?.name } },
] as unknown as BookEntry[]
const ids = (words: string): string[] => matchingPlaces(areas, book, words).map(({ id }) => id)

describe('the list of places', () => {
  it('holds areas and equipment alike, and without words all of them', () => {
    expect(ids('')).toEqual(['a1', 'a2', 'EQ-1', 'EQ-2'])
    expect(ids('反应')).toEqual(['a2', 'EQ-1'])
  })

  it('finds by code, in either language, and equipment by the area it stands in', () => {
    expect(ids('eq-2')).toEqual(['EQ-2'])
    expect(ids('tank')).toEqual(['a1', 'EQ-2'])
    expect(ids('罐区')).toEqual(['a1', 'EQ-2'])
    expect(ids('罐区 车间')).toEqual([])
  })

  it('keeps a code that the phone does not know', () => {
    expect(placeOfCode('EQ-9', undefined)).toMatchObject({ kind: 'equipment', id: 'EQ-9' })
    expect(placeOfCode('eq-1', book[0])).toMatchObject({ id: 'EQ-1', hint: { zh: '反应车间' } })
  })
})
