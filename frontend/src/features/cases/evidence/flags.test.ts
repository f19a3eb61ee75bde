import { describe, expect, it } from 'vitest'
import type { FlagPartsFragment } from '@/graphql/generated/types'
import { reasonsToSee, unseen } from './flags'

const flag = (reason: FlagPartsFragment['reason'], mustBeSeen = true): FlagPartsFragment => ({
  reason,
  mustBeSeen,
  photo: 'a',
  other: null,
  otherCaseId: null,
  otherCaseNumber: null,
  minutes: null,
  metres: null,
})

describe('flags', () => {
  it('are confirmed once per reason, those for information not at all', () => {
    const flags = [flag('SAME_PHOTO'), flag('SAME_PHOTO'), flag('TIME_ORDER'), flag('NO_CAPTURE_TIME', false)]
    expect(reasonsToSee(flags)).toEqual(['SAME_PHOTO', 'TIME_ORDER'])
    expect(unseen(flags, ['SAME_PHOTO'])).toEqual(['TIME_ORDER'])
  })
})
