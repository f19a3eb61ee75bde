import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { followNews } from './followNews'

type Change = { id: string; number: string; hasNews: boolean }
let change: (report: Change) => void
let said: string[]

beforeAll(() => addWords(['hazards']))
beforeEach(() => {
  said = []
  history.replaceState(null, '', '/alerts')
  const follow = ((_: string, listener: typeof change) => {
    change = listener
    return () => undefined
  }) as unknown as Parameters<typeof followNews>[0]
  followNews(follow, (words) => said.push(words))
})

test('a new step of a report of mine is said on whatever page I am', () => {
  change({ id: '1', number: 'YH-2026-0347', hasNews: true })

  expect(said).toHaveLength(1)
  expect(said[0]).toContain('YH-2026-0347')
})

test('it is said once until I have looked, and again for the next step', () => {
  change({ id: '1', number: '0347', hasNews: true })
  change({ id: '1', number: '0347', hasNews: true })
  change({ id: '1', number: '0347', hasNews: false })
  change({ id: '1', number: '0347', hasNews: true })

  expect(said).toHaveLength(2)
})

test('nothing is said about the reports of others, nor about the one that I look at', () => {
  change({ id: '2', number: '0348', hasNews: false })
  history.replaceState(null, '', '/hazards/1')
  change({ id: '1', number: '0347', hasNews: true })

  expect(said).toEqual([])
})
