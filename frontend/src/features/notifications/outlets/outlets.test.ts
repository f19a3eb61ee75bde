import { describe, expect, it } from 'vitest'
import { addWords } from '@/shared/i18n'
import { isOutletUrl, isTesting, isTroubled, outletWords, refusedField, type Outlet } from './outlets'

await addWords(['notifications.outlets'])

const NOW = Date.parse('2026-11-28T10:00:30Z')
const outlet = (over: Partial<Outlet> = {}): Outlet => ({
  id: '1',
  kind: 'wecom',
  name: '值班群',
  hint: 'qyapi.weixin.qq.com …3f2a',
  fromTier: 'ORANGE',
  area: null,
  isSending: true,
  testedAt: null,
  sentAt: null,
  error: null,
  lost: 0,
  agreements: [],
  ...over,
})

describe('what is known of an outlet', () => {
  it('is what its provider said last, and nothing before it said anything', () => {
    expect(outletWords(outlet(), NOW)).toBe('还没有发过消息，先测试一次')
    expect(outletWords(outlet({ sentAt: '2026-11-28T10:00:00Z' }), NOW)).toContain('服务商已接收')
    expect(outletWords(outlet({ sentAt: '2026-11-28T10:00:00Z', error: 'no such bot' }), NOW)).toContain('no such bot')
  })

  it('is, while a test is under way, that it is; without an answer, that there was none', () => {
    const tested = outlet({ testedAt: '2026-11-28T10:00:00Z', sentAt: '2026-11-27T10:00:00Z' })
    expect(isTesting(tested, NOW)).toBe(true)
    expect(isTesting(tested, NOW + 60_000)).toBe(false)
    expect(outletWords(tested, NOW + 60_000)).toBe('测试 40 秒没有等到服务商答复')
    expect(isTesting(outlet({ testedAt: '2026-11-28T10:00:00Z', sentAt: '2026-11-28T10:00:01Z' }), NOW)).toBe(false)
  })

  it('is a trouble where nothing is sent, or the last message was refused', () => {
    expect(isTroubled(outlet(), NOW)).toBe(false)
    expect(isTroubled(outlet({ isSending: false }), NOW)).toBe(true)
    expect(isTroubled(outlet({ error: 'gone' }), NOW)).toBe(true)
    expect(isTroubled(outlet({ testedAt: '2026-11-28T09:00:00Z' }), NOW)).toBe(true)
  })
})

it('tells at which field the server found something wrong', () => {
  expect(refusedField('address: MALFORMED')).toBe('address')
  expect(refusedField('kind: MISSING')).toBe('kind')
  expect(refusedField('something else')).toBe(null)
})

it('takes URLs only', () => {
  expect(['https://a.example/x', ' http://10.0.0.1:8080 ', 'a.example', 'https://', 'https://a b'].map(isOutletUrl)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
