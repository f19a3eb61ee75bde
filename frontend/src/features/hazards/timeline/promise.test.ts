import { beforeAll, describe, expect, it } from 'vitest'
import type { TimelineStepKind } from '@/graphql/generated/enums'
import { addWords } from '@/shared/i18n'
import { promiseOf } from './promise'

const line = (kinds: TimelineStepKind[], more: object = {}) =>
  promiseOf({
    steps: kinds.map((kind, index) => ({ id: String(index), kind })) as never,
    state: 'ACCEPTED',
    caseId: 'c',
    dueAt: new Date(Date.now() + 60_000).toISOString(),
    dueBy: { id: 'p', name: { zh: '赵敏', en: 'Zhao Min' } },
    ...more,
  })

beforeAll(() => addWords(['hazards.timeline']))

describe('what is promised to a reporter', () => {
  it('is the step that comes next, by whom and until when', () => {
    expect(line(['RECEIVED'], { state: 'SUBMITTED' })).toMatch(/^赵敏 .+前响应$/)
    expect(line(['RECEIVED', 'ACCEPTED', 'ASSIGNED'])).toMatch(/^赵敏 .+前响应$/)
    expect(line(['RECEIVED', 'ACCEPTED', 'TAKEN_ON'])).toMatch(/^赵敏 .+前处置完$/)
  })

  it('names nobody where it is not one person', () => {
    expect(line(['RECEIVED', 'ACCEPTED', 'TAKEN_ON', 'FIXED'], { dueBy: null })).toMatch(/前复查$/)
  })

  it('is nothing once it is over', () => {
    expect(line(['RECEIVED', 'DECLINED'], { dueAt: null })).toBe('')
    expect(line(['RECEIVED', 'ACCEPTED', 'TAKEN_ON', 'FIXED', 'ARCHIVED'])).toBe('')
  })
})
