import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { followNews } from './followNews'

type Change = { id: string; number: string; hasNews: boolean }
type Follow = NonNullable<Parameters<typeof followNews>[0]>
type Timeline = NonNullable<Awaited<ReturnType<NonNullable<Parameters<typeof followNews>[2]>>>>
let change: (report: Change) => Promise<void>
let said: string[]
let steps: Timeline['steps']
let isAway: boolean

const step = (id: string, kind: Timeline['steps'][number]['kind']) => ({ id, kind }) as Timeline['steps'][number]

beforeAll(() => addWords(['home', 'hazards.timeline']))
beforeEach(() => {
  said = []
  steps = [step('1', 'RECEIVED'), step('2', 'ACCEPTED'), step('3', 'TAKEN_ON')]
  isAway = false
  history.replaceState(null, '', '/alerts')
  const follow = (_: string, listener: typeof change) => {
    change = listener
    return () => undefined
  }
  const dueBy = { id: 'bob', name: { zh: '赵敏', en: 'Zhao Min' } }
  const dueAt = '2026-11-29T03:12:00Z'
  const timeline = (): Promise<Timeline | null> =>
    Promise.resolve(isAway ? null : { state: 'ACCEPTED', caseId: 'c', steps, dueAt: steps.length === 3 ? dueAt : null, dueBy })
  followNews(follow as unknown as Follow, (words) => said.push(words), timeline)
})

test('a new step of a report of mine is said on whatever page I am, with what is promised next', async () => {
  await change({ id: '1', number: 'YH-2026-0347', hasNews: true })

  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^YH-2026-0347：已接手；赵敏 .*前处置完$/)
})

test('each step is said once, also if I have not looked at the one before', async () => {
  await change({ id: '1', number: '0347', hasNews: true })
  await change({ id: '1', number: '0347', hasNews: true })
  steps = [...steps, step('4', 'FIXED')]
  await change({ id: '1', number: '0347', hasNews: true })

  expect(said).toHaveLength(2)
  expect(said[1]).toBe('0347：已整改')
})

test('where the step cannot be asked for it is said once that there is one', async () => {
  isAway = true
  await change({ id: '1', number: '0347', hasNews: true })
  await change({ id: '1', number: '0347', hasNews: true })
  await change({ id: '1', number: '0347', hasNews: false })
  await change({ id: '1', number: '0347', hasNews: true })

  expect(said).toEqual(['0347 有新进展', '0347 有新进展'])
})

test('nothing is said about the reports of others, nor about the one that I look at', async () => {
  await change({ id: '2', number: '0348', hasNews: false })
  history.replaceState(null, '', '/hazards/1')
  await change({ id: '1', number: '0347', hasNews: true })

  expect(said).toEqual([])
})
