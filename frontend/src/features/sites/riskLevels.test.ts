import { beforeAll, describe, expect, it } from 'vitest'
import { LabelSet, Tier } from '@/graphql/generated/enums'
import { t, withWords } from '@/shared/i18n'
import { riskLevel } from './riskLevels'

describe('the words of risk levels', () => {
  beforeAll(() => withWords(['sites.levels'], () => Promise.resolve({})))

  it.each(LabelSet)('are four different ones in the set %s, and none of them is the word of an alert', (labels) => {
    const words = Tier.map((colour) => riskLevel(colour, labels))

    expect(new Set(words).size).toBe(4)
    expect(words.filter((word) => Tier.some((tier) => t(`Tier.${tier}`) === word))).toEqual([])
  })
})
