import { afterEach, beforeAll, expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'
import CaseTimeline from './CaseTimeline.vue'

const photos = (...names: string[]) => names.map((sha256) => ({ sha256 }))
const entry = (kind: string, round: number | null = null, subjectId: string | null = null) => ({
  id: `${kind} ${round ?? ''}`,
  at: '2026-11-24T04:30:00Z',
  kind,
  round,
  subjectId,
  tier: null,
  note: null,
  person: null,
})
const item = {
  hazardReport: { photos: photos('reported') },
  rounds: [
    { number: 1, disposal: { before: photos('before'), photos: photos('after') }, recheck: { photos: photos('still') } },
    { number: 2, disposal: { before: [], photos: photos('again') }, recheck: { photos: photos('good') } },
  ],
  tasks: [{ id: 't-1', extensions: [], department: { name: null }, work: null, photos: photos('scaffold') }],
  timeline: [
    entry('HAZARD_REPORTED'),
    entry('CASE_ACKNOWLEDGED'),
    entry('TASK_FINISHED', null, 't-1'),
    entry('DISPOSAL_SUBMITTED', 1),
    entry('RECHECK_FAILED', 1),
    entry('DISPOSAL_SUBMITTED', 2),
    entry('RECHECK_PASSED', 2),
  ],
}
let shown: Mounted
beforeAll(() => addWords(['home', 'cases.recheck', 'events', 'photos']))
afterEach(() => shown.unmount())

test('each step of a case shows the photos that were taken at it, newest step first', async () => {
  shown = await mount(CaseTimeline, { item })
  const steps = [...shown.root.querySelectorAll('.timeline > li')].map((step) =>
    [...step.querySelectorAll('img')].map((picture) => /photos\/(\w+)/.exec(picture.getAttribute('src') ?? '')?.[1]),
  )

  expect(steps).toEqual([['good'], ['again'], ['still'], ['before', 'after'], ['scaffold'], [], ['reported']])
})

test('why a recheck sent it back is said in words', async () => {
  shown = await mount(CaseTimeline, { item: { ...item, timeline: [{ ...entry('RECHECK_FAILED', 1), note: 'NOT_EFFECTIVE' }] } })

  expect(shown.words()).toContain('措施无效')
})

test('an alert that came and went again and again is one line of the story', async () => {
  const kinds = ['ALERT_RAISED', ...Array.from({ length: 4 }, () => ['ALERT_RETURNED_TO_NORMAL', 'ALERT_REACTIVATED']).flat()]
  const timeline = kinds.map((kind, index) => ({ ...entry(kind), id: String(index), note: index === 0 ? 'CHATTERING' : null }))
  shown = await mount(CaseTimeline, { item: { ...item, timeline } })

  expect(shown.root.querySelectorAll('.timeline > li')).toHaveLength(3)
  expect(shown.words()).toContain('反复恢复又触发 3 次')
  expect(shown.words()).toContain('抖动')
})
