import { describe, expect, it } from 'vitest'
import { path, readPush } from './message'

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
    })
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
