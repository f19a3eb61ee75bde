import { describe, expect, it } from 'vitest'
import { draftOf, isSame, isSound, problemOf, settingsInput, withWording, type Draft, type Methods } from './settings'

const SETTINGS = {
  siteId: 'north',
  version: 3,
  lsSet: 'LS-A',
  controlLevels: [
    { level: 4, controlLevel: 'COMPANY' as const },
    { level: 3, controlLevel: 'DEPARTMENT' as const },
    { level: 2, controlLevel: 'TEAM' as const },
    { level: 1, controlLevel: 'POST' as const },
  ],
  reviewMonths: [
    { level: 4, months: 12 },
    { level: 3, months: 12 },
    { level: 2, months: 36 },
    { level: 1, months: 36 },
  ],
}
const draft = (change: Partial<Draft> = {}): Draft => ({ ...draftOf(SETTINGS), ...change })
const word = (score: number, isOwn: boolean) => ({
  score,
  isOwn,
  wording: { zh: `字${score}`, en: `w${score}` },
  usual: { zh: '', en: '' },
})
const METHODS: Methods = [
  { method: 'LEC', scales: [{ axis: 'LIKELIHOOD', scores: [word(10, true), word(6, false)] }] },
  { method: 'LS', scales: [{ axis: 'LIKELIHOOD', scores: [word(5, true)] }] },
]

describe('settings of the register', () => {
  it('go back to the server as they came', () => {
    const { controlLevels, reviewMonths, lsSet } = SETTINGS
    expect(settingsInput(draft())).toEqual({ controlLevels, reviewMonths, lsSet })
    expect(isSame(draft(), draft({ months: { ...draft().months, 4: ' 12 ' } }))).toBe(true)
    expect(isSame(draft(), draft({ lsSet: 'LS-B' }))).toBe(false)
  })

  it('name the level that would be controlled higher up, or reviewed more often, than a worse one', () => {
    const higher = draft({ controlLevels: { ...draft().controlLevels, 2: 'COMPANY' } })
    expect(problemOf(higher, 2)).toEqual({ control: true, months: null })
    expect(problemOf(higher, 3)).toEqual({ control: false, months: null })

    const oftener = draft({ months: { ...draft().months, 3: '6' } })
    expect(problemOf(oftener, 3).months).toBe('tooOften')
    expect(isSound(higher) || isSound(oftener)).toBe(false)
    expect(isSound(draft())).toBe(true)
  })

  it.each(['', '0', '121', '1.5', '-3', '一年'])('have whole months from 1 to 120, not %j', (typed) => {
    expect(problemOf(draft({ months: { ...draft().months, 1: typed } }), 1).months).toBe('unusable')
  })
})

describe('wordings of a site', () => {
  it('are sent together, whichever of them changed', () => {
    const added = { method: 'LEC' as const, axis: 'LIKELIHOOD' as const, score: 6, wording: { zh: '每班', en: 'Each shift' } }
    expect(withWording(METHODS, added).map(({ method, score, wording }) => [method, score, wording.zh])).toEqual([
      ['LEC', 10, '字10'],
      ['LS', 5, '字5'],
      ['LEC', 6, '每班'],
    ])
    const again = { ...added, score: 10 }
    expect(withWording(METHODS, again).filter(({ method, score }) => method === 'LEC' && score === 10)).toEqual([again])
  })
})
