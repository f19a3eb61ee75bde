import { describe, expect, it } from 'vitest'
import type { RiskToNameFragment } from '@/graphql/generated/types'
import { choicesOfRisk, idOf, NONE, unitsOfPlace } from './naming'

const risk = (id: string, state: RiskToNameFragment['state'] = 'IN_FORCE') => ({ id, state }) as RiskToNameFragment
const ids = (found: RiskToNameFragment[]) => found.map(({ id }) => id)

describe('events to choose from', () => {
  it('has those of the machine before those of its area, each once', () => {
    const atMachine = [risk('a'), risk('b')]
    const inArea = [risk('b'), risk('c')]
    expect(ids(choicesOfRisk({ named: null, atMachine, inArea, found: [], chosen: null }))).toEqual(['a', 'b', 'c'])
  })

  it('begins with the one that the report names, unless that does not hold any more', () => {
    const inArea = [risk('a')]
    const of = { atMachine: [], inArea, found: [], chosen: null }
    expect(ids(choicesOfRisk({ ...of, named: risk('z') }))).toEqual(['z', 'a'])
    expect(ids(choicesOfRisk({ ...of, named: risk('z', 'CLOSED') }))).toEqual(['a'])
  })

  it('keeps what was found and chosen when the words are gone', () => {
    const of = { named: null, atMachine: [], inArea: [risk('a')], chosen: risk('f') }
    expect(ids(choicesOfRisk({ ...of, found: [risk('f'), risk('g')] }))).toEqual(['a', 'f', 'g'])
    expect(ids(choicesOfRisk({ ...of, found: [] }))).toEqual(['a', 'f'])
  })
})

it('sends no id for the chip of none', () => {
  expect([idOf(NONE), idOf(null), idOf('a')]).toEqual([null, null, 'a'])
})

it('offers the units of the machine before the others of its area, and none of elsewhere', () => {
  const unit = (id: string, area: string, ...machines: string[]) => ({
    id,
    name: { zh: id, en: id },
    area: { id: area },
    machines: machines.map((each) => ({ id: each })),
  })
  const units = [unit('u1', 'here'), unit('u2', 'elsewhere', 'pump'), unit('u3', 'elsewhere'), unit('u4', 'here', 'pump')]
  expect(unitsOfPlace(units, { areaId: 'here', equipmentId: 'pump' }).map(({ id }) => id)).toEqual(['u2', 'u4', 'u1'])
  expect(unitsOfPlace(units, { areaId: 'here', equipmentId: null }).map(({ id }) => id)).toEqual(['u1', 'u4'])
})
