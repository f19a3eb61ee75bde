import { describe, expect, it } from 'vitest'
import { left, path, readPush } from './message'

const push = (payload: unknown) => ({ json: () => payload })

describe('a push', () => {
  it('is shown as the server worded it', () => {
    const data = { delivery: 'd-1', alertId: 'a-1' }
    const notification = { title: '红色预警', body: 'P-101 振动', navigate: '/alerts/a-1', lang: 'zh-CN', tag: 'a-1', data }
    expect(readPush(push({ web_push: 8030, notification }))).toEqual({
      title: '红色预警',
      body: 'P-101 振动',
      navigate: '/alerts/a-1',
      lang: 'zh-CN',
      tag: 'a-1',
      delivery: 'd-1',
      answerable: null,
    })
  })

  const words = { alert: 'a-1', said: { ACKNOWLEDGE: '已响应' }, kept: '有信号就发', refused: '没有成功', asks: '请打开应用' }
  const actions = [
    { action: 'ACKNOWLEDGE', title: '响应' },
    { action: 'ON_THE_WAY', title: '我在路上' },
  ]

  it('of an alert can be answered, and what was answered is not asked again', () => {
    const { answerable } = readPush(push({ notification: { title: '红色预警', actions, data: words } }))
    expect(answerable).toEqual({ alertId: 'a-1', actions, said: words.said, kept: words.kept, refused: words.refused, asks: words.asks })
    if (!answerable) throw new Error('nothing to answer')
    expect(left(answerable, 'ACKNOWLEDGE').actions).toEqual([actions[1]])
    expect(left(answerable, 'ON_THE_WAY').actions).toEqual([])
  })

  it.each([
    ['no alert', { actions, data: { ...words, alert: undefined } }],
    ['no words for afterwards', { actions, data: { ...words, kept: undefined } }],
    ['buttons of another kind', { actions: [{ action: 'OPEN', title: '打开' }], data: words }],
    ['no list of buttons', { actions: 'ACKNOWLEDGE', data: words }],
  ])('with %s has no buttons', (_, notification) => {
    expect(readPush(push({ notification: { title: '红色预警', ...notification } }))).toMatchObject({ title: '红色预警', answerable: null })
  })

  it.each([null, push(null), push({}), push({ notification: { title: 7 } })])('that cannot be read still shows something', (data) => {
    expect(readPush(data)).toMatchObject({ title: '安环', navigate: '/' })
  })

  it('that is no JSON still shows something', () => {
    const broken = {
      json: () => {
        throw new SyntaxError('not JSON')
      },
    }
    expect(readPush(broken).body).not.toBe('')
  })

  it('leads only to pages of this app', () => {
    expect(path('https://elsewhere.example/alerts/1?x=1')).toBe('/alerts/1?x=1')
    expect(path('/cases/2')).toBe('/cases/2')
  })
})
