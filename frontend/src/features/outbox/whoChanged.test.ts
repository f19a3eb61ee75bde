import { beforeEach, expect, test, vi } from 'vitest'

let answers: Record<string, unknown> = {}
vi.mock('@/graphql/client', () => ({ ask: ({ name }: { name: string }) => Promise.resolve({ data: answers[name] }) }))
vi.mock('@/features/people/session', () => ({ has: () => true, may: () => true, viewer: { value: { person: { id: 'me' } } } }))
const { whoChanged } = await import('./whoChanged')

const person = (id: string, zh: string) => ({ id, name: { zh, en: zh } })
const about = (kind: string) => ({ kind, id: '1', title: 'CZ-1', route: '/' })
const at = (hour: number): string => new Date(2026, 10, 27, hour).toISOString()

beforeEach(() => {
  answers = {}
})

test('of a conflict it says who did what last, and leaves out what the product did by itself', async () => {
  answers.LastOfCase = {
    case: {
      timeline: [
        { at: at(8), kind: 'CASE_OPENED', person: null },
        { at: at(10), kind: 'CASE_ACKNOWLEDGED', person: person('her', '刘芳') },
        { at: at(9), kind: 'COMMENT_ADDED', person: person('him', '王磊') },
        { at: at(11), kind: 'ESCALATED', person: null },
      ],
    },
  }

  expect(await whoChanged(about('case'), 'ILLEGAL_TRANSITION')).toContain('刘芳')
})

test('a report names who triaged it, in the word of its case', async () => {
  answers.LastOfReport = {
    hazardReport: { state: 'ACCEPTED', case: { state: 'IN_DISPOSAL' }, triagedAt: at(9), triagedBy: person('her', '刘芳') },
  }

  const words = await whoChanged(about('hazard'), 'ALREADY_TRIAGED')
  expect(words).toContain('刘芳')
  expect(words).toMatch(/处置中|CaseState\.IN_DISPOSAL/)
})

test('a follow-up that nobody needs any more names who did the step of its case', async () => {
  answers.LastOfCase = { case: { timeline: [{ at: at(10), kind: 'DISPOSAL_SUBMITTED', person: person('him', '王磊') }] } }

  expect(await whoChanged(about('followUp'), 'ILLEGAL_TRANSITION')).toContain('王磊')
})

test('a source that is out of service already names who took it out, and why', async () => {
  answers.LastOfSource = { sensor: { outOfService: { since: at(10), reason: '换探头', person: person('him', '王磊') } } }

  const words = await whoChanged(about('source'), 'ILLEGAL_TRANSITION')
  expect(words).toContain('王磊')
  expect(words).toContain('换探头')
  answers.LastOfSource = { sensor: { outOfService: null } }
  expect(await whoChanged(about('source'), 'ILLEGAL_TRANSITION')).toBeNull()
})

test('nobody is named for what one did oneself, for other refusals, and where nothing is known', async () => {
  answers.LastOfAlert = { alert: { history: [{ at: at(9), kind: 'ACKNOWLEDGED', person: person('me', '我') }] } }

  expect(await whoChanged(about('alert'), 'ALREADY_ACKNOWLEDGED')).toBeNull()
  answers.LastOfAlert = { alert: { history: [{ at: at(9), kind: 'ACKNOWLEDGED', person: person('her', '刘芳') }] } }
  expect(await whoChanged(about('alert'), 'REASON_REQUIRED')).toBeNull()
  expect(await whoChanged(about('settings'), 'CONFLICT')).toBeNull()
  expect(await whoChanged(about('case'), 'CONFLICT')).toBeNull()
})
