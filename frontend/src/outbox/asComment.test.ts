import { expect, test } from 'vitest'
import { asComment } from './asComment'
import { job } from './test-jobs'

const about = { kind: 'case', id: 'case-1', title: 'CZ-1', route: '/cases/case-1' }
const refused = (operation: string, input: object) => job({ operation, subject: about, variables: { input }, state: 'refused' })

test('a disposal that came second keeps its words and all its photos, those of before first', () => {
  const input = { measures: '换了两颗螺栓', before: [{ sha256: 'a' }], photos: [{ sha256: 'b', takenAt: '2026-11-27T06:00:00Z' }] }

  expect(asComment(refused('SubmitDisposal', input), '交处置')).toEqual({
    caseId: 'case-1',
    text: '交处置\n换了两颗螺栓',
    photos: [{ sha256: 'a' }, { sha256: 'b', takenAt: '2026-11-27T06:00:00Z' }],
  })
})

test('a signature is not kept beside another: it signed what nobody passes any more', () => {
  const found = asComment(refused('PassRecheck', { note: '正常', photos: [], signature: { sha256: 's' } }), '复查')
  expect(found?.photos).toEqual([])
})

test('what a comment cannot hold, or where only one counts, is not offered', () => {
  expect(asComment(refused('SubmitDisposal', { measures: '', photos: [{ sha256: 'b' }], voice: { sha256: 'v' } }), '')).toBeNull()
  expect(asComment(refused('AcceptHazard', { note: '转设备部' }), '')).toBeNull()
  expect(asComment(refused('SubmitDisposal', { measures: ' ', photos: [] }), '')).toBeNull()
})
