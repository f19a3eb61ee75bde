import { beforeAll, expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount } from '@/shared/test-mount'
import AreaList from './AreaList.vue'
import { countsOf } from './list'
import PlaceHead from './PlaceHead.vue'
import type { ShownSource } from './source'

beforeAll(() => addWords(['sensors.monitor', 'sites.places']))

const source = (id: string, tier: string | null, unansweredTier: string | null) =>
  ({
    ...{ id, code: id, name: { zh: id, en: id }, standsFor: 1, kind: 'EVENTS', state: 'IN_SERVICE', latest: null, indicator: null },
    ...{ activeAlert: tier && { id, tier, condition: 'EVENT', since: '2026-11-26T02:00:00Z' }, unansweredTier },
  }) as unknown as ShownSource

test('the head of a place marks what recovered before anybody responded, beside how it is now', async () => {
  const sources = [source('a', null, 'RED'), source('b', 'YELLOW', 'RED'), source('c', null, 'ORANGE'), source('d', null, null)]

  const head = await mount(PlaceHead, { name: '反应车间', code: 'REACT', sources, counts: countsOf(sources) })

  const marks = [...head.root.querySelectorAll('[data-testid="former"]')].map((each) => each.textContent)
  expect(marks).toEqual(['2 点到过红色，没人响应', '1 点到过橙色，没人响应'])
  expect(head.words()).toContain('1 点不正常，3 点正常')
  head.unmount()
})

test('a place of whose sources nobody knows is hatched, and not called one without', async () => {
  const head = await mount(PlaceHead, { name: '反应车间', code: '', sources: [], counts: countsOf([]), isLacking: true })

  expect(head.words()).toContain('现在不知道')
  expect(head.words()).not.toContain('没有监测点')
  expect(head.root.querySelector('.blind')).not.toBeNull()
  head.unmount()
})

test('in the hand an area that looks calm says what nobody has responded to', async () => {
  const counts = { red: 0, orange: 0, yellow: 0, blind: 0, unheard: 0, out: 0, normal: 2 }
  const area = { id: 'a', code: 'REACT', name: { zh: '反应车间', en: 'Reactor hall' } }

  const list = await mount(AreaList, { found: [{ area, counts, formerTier: 'RED' }], isPast: false })

  expect(list.byId('former')?.textContent).toBe('到过红色，没人响应')
  list.unmount()
})
