import { describe, expect, it } from 'vitest'
import * as enums from '@/graphql/generated/enums'
import { en as first } from './en'
import enErrors from './en/errors.json'
import { loop as enLoop } from './en/loop'
import { officer as enOfficer } from './en/officer'
import { zh as firstZh } from './zh'
import { loop as zhLoop } from './zh/loop'
import { officer as zhOfficer } from './zh/officer'

const zh = { ...firstZh, ...zhLoop, ...zhOfficer }
const en = { ...first, ...enLoop, ...enOfficer }

const parameters = (message: string): string[] => (message.match(/\{\w+\}/g) ?? []).sort()

describe('the two languages', () => {
  it('have exactly the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  })

  it('use the same parameters in every message', () => {
    for (const [key, message] of Object.entries(zh)) {
      expect(parameters(en[key as keyof typeof en]), key).toEqual(parameters(message))
    }
  })

  it('leave no message empty', () => {
    expect(Object.entries({ ...zh, ...en }).filter(([, message]) => message.trim() === '')).toEqual([])
  })

  it('word every refusal of the contract', () => {
    for (const code of enums.ErrorCode) expect(enErrors).toHaveProperty([`error.${code}`])
  })

  it('word every value that a person gets to see', () => {
    const shown = Object.entries(enums).filter(([name]) => !['ErrorCode', 'LimitSide', 'Language', 'Permission'].includes(name))
    for (const [name, values] of shown) for (const value of values) expect(zh).toHaveProperty([`${name}.${value}`])
  })
})
