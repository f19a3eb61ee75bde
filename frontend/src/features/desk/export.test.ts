import { describe, expect, it } from 'vitest'
import { ListName } from '@/graphql/generated/enums'
import { exportName, namesPeople } from './export'

describe('exports of lists', () => {
  it('ask what for, but for the one that names nobody', () => {
    expect(ListName.filter((list) => !namesPeople(list))).toEqual(['SOURCES'])
  })

  it('go by the name of the list', () => {
    expect(exportName('HAZARD_REPORTS')).toBe('hazardReports')
  })
})
