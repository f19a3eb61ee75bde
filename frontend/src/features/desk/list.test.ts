import { expect, test } from 'vitest'
import { narrowed, orderBy } from './list'

const ID = '059714ec-d39f-5cc8-b063-1d9afccea541'

test('what stands in an address and is no tier, stage or id is ignored, and never refused by the server', () => {
  const values = { tier: ['RED', 'PURPLE'], stage: ['NOPE'], area: ['not-a-uuid', ID], person: ['x'] }

  expect(narrowed(['tier', 'stage', 'area', 'person'], values)).toEqual({
    tiers: ['RED'],
    stages: null,
    areaIds: [ID],
    personIds: null,
  })
})

test('an order in an address descends behind a dash; a word that the server does not know is none', () => {
  expect(orderBy(['TIER', 'NUMBER'], '-TIER')).toEqual({ by: 'TIER', descending: true })
  expect(orderBy(['TIER', 'NUMBER'], 'NUMBER')).toEqual({ by: 'NUMBER', descending: false })
  expect(orderBy(['TIER', 'NUMBER'], '-COLOUR')).toBeNull()
  expect(orderBy(['TIER', 'NUMBER'], undefined)).toBeNull()
})
