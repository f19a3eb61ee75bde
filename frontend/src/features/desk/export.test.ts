import { describe, expect, it } from 'vitest'
import { ListName } from '@/graphql/generated/enums'
import * as lists from '@/graphql/generated/lists'
import { exportQuery } from './export'

describe('exports of lists', () => {
  it('ask what for, but for those that name nobody', () => {
    expect(Object.values(lists).filter(({ namesPeople }) => !namesPeople)).toEqual([lists.coveredEvents, lists.sources])
  })

  it('are of every list that views are kept of', () => {
    expect(
      Object.values(lists)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(ListName.toSorted())
  })

  it('hold the chosen rows where some are chosen, else all that the filters leave', () => {
    expect(new URLSearchParams(exportQuery({ filter: null }, '例会', ['a', 'b'])).get('rows')).toBe('a,b')
    expect(new URLSearchParams(exportQuery({ filter: null }, '例会', null)).has('rows')).toBe(false)
  })
})
