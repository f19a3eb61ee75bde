import { expect, test } from 'vitest'
import { narrowed } from './list'

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
