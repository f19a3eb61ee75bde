import { describe, expect, it } from 'vitest'
import { asksSecond, chosenParts, type Item, type StartingSet } from './choice'

const words = { zh: '', en: '' }
const item = (key: string, over: Partial<Item> = {}): Item => ({
  key,
  name: words,
  today: words,
  wanted: words,
  state: 'UPDATE',
  function: null,
  isLooser: false,
  source: words,
  isChecked: false,
  ...over,
})
const SET: StartingSet = {
  siteId: 'north',
  trade: 'FOOD',
  departments: [],
  choices: [],
  waiting: [],
  parts: [
    {
      part: 'TIMES',
      seen: 'a',
      applied: null,
      items: [item('RED', { state: 'SAME' }), item('ORANGE'), item('YELLOW', { state: 'OWN' }), item('BLUE', { isLooser: true })],
    },
    { part: 'TASK_RULES', seen: 'b', applied: null, items: [item('scene', { state: 'NEW', today: null, wanted: null })] },
    { part: 'OBSERVATIONS', seen: 'c', applied: null, items: [item('SMOKING', { isLooser: true })] },
  ],
}

describe('what is taken over of a starting set', () => {
  it('is by itself neither what people changed, nor what is looser, nor what has no department, nor what is the same', () => {
    expect(chosenParts(SET, {})).toEqual([{ part: 'TIMES', seen: 'a', keys: ['ORANGE'] }])
    expect(asksSecond(SET, {})).toBe(false)
  })

  it('is what people tick, except where no department is named', () => {
    const ticks = { 'TIMES/ORANGE': false, 'TIMES/YELLOW': true, 'TIMES/RED': true, 'TASK_RULES/scene': true, 'OBSERVATIONS/SMOKING': true }

    expect(chosenParts(SET, ticks).map(({ part, keys }) => [part, keys])).toEqual([
      ['TIMES', ['YELLOW']],
      ['OBSERVATIONS', ['SMOKING']],
    ])
    expect(asksSecond(SET, ticks)).toBe(true)
  })
})
