import { expect, test } from 'vitest'
import { AlertState, type Tier } from '@/graphql/generated/enums'
import { shownTier } from './alertState'

test('an alert is as bad as it is now, and once it is over as bad as it became', () => {
  const alert = { tier: 'YELLOW' as Tier, worstTier: 'RED' as Tier }

  expect(AlertState.map((state) => [state, shownTier({ ...alert, state })])).toEqual([
    ['UNACKNOWLEDGED', 'YELLOW'],
    ['ACKNOWLEDGED', 'YELLOW'],
    ['RTN_UNACKNOWLEDGED', 'YELLOW'],
    ['NORMAL', 'RED'],
  ])
})
