import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { addWords, toTheMinute } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'

vi.mock('@/features/people/session', () => ({ viewer: { value: { person: { id: 'me' } } } }))
const { default: CasePeople } = await import('./CasePeople.vue')

const due = '2026-11-24T04:30:00Z'
const contact = (id: string, isNext: boolean, phone: string | null) => ({ person: { id, name: { zh: id, en: id } }, phone, isNext })
const submitted = {
  state: 'AWAITING_RECHECK',
  acknowledgeDueAt: due,
  disposeDueAt: due,
  recheckDueAt: due,
  paused: null,
  tasks: [{ owner: { id: 'helper' }, state: 'IN_PROGRESS', work: { zh: '搭脚手架', en: 'Scaffolding' } }],
  contacts: [contact('checker', true, '13800000001'), contact('me', false, '13800000002'), contact('helper', false, null)],
}
let shown: Mounted
beforeAll(() => addWords(['home', 'cases.tasks']))
afterEach(() => shown.unmount())

test('of a submitted disposal it stands there who rechecks it, until when, and how to call them', async () => {
  shown = await mount(CasePeople, { item: submitted })
  const [checker, me, helper] = [...shown.root.querySelectorAll('li')]

  expect(checker?.textContent).toContain('checker')
  expect(checker?.textContent).toContain('待复查')
  expect(checker?.textContent).toContain(toTheMinute(Date.parse(due)))
  expect(checker?.querySelector('a')?.getAttribute('href')).toBe('tel:13800000001')
  expect(me?.querySelector('a')).toBeNull()
  expect(helper?.textContent).toContain('搭脚手架')
})
