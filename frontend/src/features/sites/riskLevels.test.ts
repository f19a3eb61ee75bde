import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LabelSet, Tier } from '@/graphql/generated/enums'
import { addWords, t } from '@/shared/i18n'
import { riskLevel, riskLevelIn, type RiskOrdinal } from './riskLevels'

const viewer = vi.hoisted(() => ({ value: null as unknown }))
vi.mock('@/features/people/session', () => ({ viewer }))

const LEVELS: RiskOrdinal[] = [4, 3, 2, 1]
const SOURCES = join(__dirname, '../..')

describe('the words of risk levels', () => {
  beforeAll(() => addWords(['sites.levels']))
  beforeEach(() => {
    viewer.value = {
      memberships: [{ site: { id: 'north', labelSet: 'RISK' } }, { site: { id: 'south', labelSet: 'EMERGENCY' } }],
    }
  })

  it.each(LabelSet)('are four different ones in the set %s, and none of them is the word of an alert', (labels) => {
    const words = LEVELS.map((level) => riskLevelIn(labels, level))

    expect(new Set(words).size).toBe(4)
    expect(words.filter((word) => Tier.some((tier) => t(`Tier.${tier}`) === word))).toEqual([])
  })

  it('are those of the site whose risk it is, not of the first site of who reads them', () => {
    expect(LEVELS.map((level) => riskLevel(level, 'north'))).toEqual(['重大', '较大', '一般', '低'])
    expect(LEVELS.map((level) => riskLevel(level, 'south'))).toEqual(['特别重大', '重大', '较大', '一般'])
  })

  it('are those of the register where nothing is known of the site', () => {
    viewer.value = null

    expect(riskLevel(4, 'north')).toBe('重大')
  })

  it('are asked for in one place', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts'),
    )
    const asking = files.filter((name) => readFileSync(join(SOURCES, name), 'utf8').includes('t(`RiskLevel.'))

    expect(asking).toEqual([join('features', 'sites', 'riskLevels.ts')])
  })
})
