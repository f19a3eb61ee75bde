import { describe, expect, it } from 'vitest'
import { nameBy } from './naming'

const parts = { code: 'GD-101', area: '罐区', machine: '', number: '7' }

describe('the names of many sources', () => {
  it.each([
    ['{区域}可燃气 {编号}', '罐区可燃气 GD-101'],
    ['Gas {number} of {code}', 'Gas 7 of GD-101'],
    ['｛编号｝', 'GD-101'],
    ['{设备} {编号}', 'GD-101'],
    ['{什么} {编号}', '{什么} GD-101'],
    ['', ''],
  ])('follow the pattern %j', (pattern, name) => expect(nameBy(pattern, parts)).toBe(name))
})
