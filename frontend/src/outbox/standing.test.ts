import { expect, test } from 'vitest'
import { STEP_UP } from './applyOutcome'
import { byStanding } from './standing'
import { job } from './test-jobs'

const ids = (entries: Parameters<typeof byStanding>[0]) =>
  Object.fromEntries(Object.entries(byStanding(entries)).map(([standing, jobs]) => [standing, jobs.map(({ id }) => id)]))

test('only what a network would carry away waits for signal', () => {
  expect(
    ids([
      job({ id: 'queued' }),
      job({ id: 'sending', state: 'sending' }),
      job({ id: 'refused', state: 'refused', lastError: 'CONFLICT' }),
      job({ id: 'ended', state: 'blocked', lastError: 'UNAUTHENTICATED' }),
      job({ id: 'signed', state: 'blocked', lastError: STEP_UP }),
    ]),
  ).toEqual({ decide: ['refused'], confirm: ['signed'], signIn: ['ended'], signal: ['queued', 'sending'] })
})

test('what comes after a refused step waits for the decision about it, not for signal', () => {
  const refused = job({ id: 'first', state: 'refused' })
  expect(ids([refused, job({ id: 'second', dependsOn: 'first' }), job({ id: 'third', dependsOn: 'second' })]).decide).toEqual([
    'first',
    'second',
    'third',
  ])
})

test('what came after a step that has left is free', () => {
  expect(ids([job({ id: 'second', dependsOn: 'gone' })]).signal).toEqual(['second'])
})
