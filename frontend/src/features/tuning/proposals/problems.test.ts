import { describe, expect, it } from 'vitest'
import { textsOf, type Draft, type Texts } from './draft'
import { problemsOf } from './problems'

const GAS: Draft = {
  limits: [
    { side: 'HIGH', tier: 'RED', value: 50 },
    { side: 'HIGH', tier: 'ORANGE', value: 25 },
    { side: 'HIGH', tier: 'YELLOW', value: 10 },
  ],
  deadband: 1,
  onDelaySeconds: 3,
  offDelaySeconds: 30,
}
const BOUNDS = { low: 0, high: 100, maxOnDelaySeconds: 600, maxOffDelaySeconds: 86_400 }

function found(changes: Texts, bounds = BOUNDS): string[] {
  return problemsOf({ ...textsOf(GAS, GAS), ...changes }, GAS, bounds).map(({ field, why }) => `${field}: ${why}`)
}

describe('a draft that is none', () => {
  it('has no problem as it is in force', () => expect(found({})).toEqual([]))

  it.each([
    [{ 'HIGH YELLOW': '' }, ['HIGH YELLOW: empty']],
    [{ onDelaySeconds: '' }, ['onDelaySeconds: empty']],
    [{ 'HIGH YELLOW': 'zehn' }, ['HIGH YELLOW: number']],
    [{ 'HIGH YELLOW': '-5' }, ['HIGH YELLOW: negative']],
    [{ 'HIGH RED': '99999' }, ['HIGH RED: above']],
    [{ deadband: '-1' }, ['deadband: negative']],
    [{ deadband: '50' }, ['deadband: room']],
    [{ onDelaySeconds: '601' }, ['onDelaySeconds: long']],
    [{ offDelaySeconds: '-1' }, ['offDelaySeconds: negative']],
  ])('names the field and why: %j', (changes, problems) => expect(found(changes)).toEqual(problems))

  it('blames the limit that was moved for a wrong order, and once only', () => {
    expect(found({ 'HIGH ORANGE': '55' })).toEqual(['HIGH ORANGE: order'])
    expect(found({ 'HIGH RED': '20' })).toEqual(['HIGH RED: order'])
    expect(found({ 'HIGH ORANGE': '10' })).toEqual(['HIGH ORANGE: order'])
  })

  it('lists all of them in the order of the fields', () => {
    expect(found({ 'HIGH YELLOW': '', 'HIGH ORANGE': '55' })).toEqual(['HIGH ORANGE: order', 'HIGH YELLOW: empty'])
  })

  it('lets a limit be left out, but not all of them', () => {
    expect(found({ 'HIGH YELLOW': null })).toEqual([])
    expect(found({ 'HIGH YELLOW': null, 'HIGH ORANGE': null, 'HIGH RED': null })).toEqual(['HIGH RED: none'])
  })

  it('tells a low span from a quantity without negative values', () => {
    expect(found({ 'HIGH YELLOW': '-60' }, { ...BOUNDS, low: -50 })).toEqual(['HIGH YELLOW: below'])
  })

  it('says when low and high limits leave nothing between them', () => {
    const level: Draft = { ...GAS, limits: [...GAS.limits, { side: 'LOW', tier: 'YELLOW', value: 2 }] }
    const problems = problemsOf({ ...textsOf(level, level), 'LOW YELLOW': '12' }, level, BOUNDS)
    expect(problems).toEqual([{ field: 'LOW YELLOW', why: 'crossed', value: 12, other: { side: 'HIGH', tier: 'YELLOW', value: 10 } }])
  })
})
