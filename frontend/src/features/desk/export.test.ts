import { describe, expect, it } from 'vitest'
import { ListName } from '@/graphql/generated/enums'
import { exportName, exportQuery, namesPeople } from './export'

describe('exports of lists', () => {
  it('ask what for, but for the one that names nobody', () => {
    expect(ListName.filter((list) => !namesPeople(list))).toEqual(['SOURCES'])
  })

  it('go by the name of the list', () => {
    expect(exportName('HAZARD_REPORTS')).toBe('hazardReports')
  })

  it('hold the chosen rows where some are chosen, else all that the filters leave', () => {
    expect(new URLSearchParams(exportQuery({ filter: null }, '例会', ['a', 'b'])).get('rows')).toBe('a,b')
    expect(new URLSearchParams(exportQuery({ filter: null }, '例会', null)).has('rows')).toBe(false)
  })
})
