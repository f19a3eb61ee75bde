import { beforeEach, describe, expect, it } from 'vitest'
import { acceptGrant, accessToken, dropToken, onTokenOutcome, rejectToken } from './token'

let refreshes: number
const grant = (token: string, lasts = 900_000) => ({ accessToken: token, expiresAt: new Date(Date.now() + lasts).toISOString() })

function server(answer: () => Response): void {
  globalThis.fetch = async () => {
    refreshes += 1
    await Promise.resolve()
    return answer()
  }
}

beforeEach(() => {
  refreshes = 0
  dropToken()
})

describe('the access token', () => {
  it('is refreshed once when many ask at the same time', async () => {
    server(() => new Response(JSON.stringify(grant('fresh'))))
    const outcomes = await Promise.all([accessToken(), accessToken(), accessToken()])
    expect(refreshes).toBe(1)
    expect(outcomes).toEqual(Array(3).fill({ kind: 'token', token: 'fresh' }))
  })

  it('is asked for once, not once per caller, when the server is away', async () => {
    server(() => new Response('bad gateway', { status: 502 }))
    await Promise.all([accessToken(), accessToken(), accessToken()])
    expect(refreshes).toBe(1)
  })

  it.each(['{"accessToken": "fre', '<html>sign in to the guest network</html>', 'null'])(
    'does not come with an answer that is cut or not of the server',
    async (body) => {
      server(() => new Response(body))
      expect(await accessToken()).toEqual({ kind: 'unreachable' })
    },
  )

  it('is used again while it is good', async () => {
    server(() => new Response(JSON.stringify(grant('fresh'))))
    await accessToken()
    await accessToken()
    expect(refreshes).toBe(1)
  })

  it('is replaced a minute before it ends', async () => {
    acceptGrant(grant('ending', 59_000))
    server(() => new Response(JSON.stringify(grant('fresh'))))
    expect(await accessToken()).toEqual({ kind: 'token', token: 'fresh' })
  })

  it('is replaced when the server refused it, but not when a newer one is already here', async () => {
    acceptGrant(grant('second'))
    server(() => new Response(JSON.stringify(grant('third'))))
    rejectToken('first')
    expect(await accessToken()).toEqual({ kind: 'token', token: 'second' })
    rejectToken('second')
    expect(await accessToken()).toEqual({ kind: 'token', token: 'third' })
  })

  it('ends the session only when the server says so', async () => {
    const heard: string[] = []
    const stop = onTokenOutcome(({ kind }) => heard.push(kind))
    server(() => new Response('bad gateway', { status: 502 }))
    expect(await accessToken()).toEqual({ kind: 'unreachable' })
    server(() => new Response(JSON.stringify({ code: 'SESSION_REVOKED' }), { status: 401 }))
    expect(await accessToken()).toEqual({ kind: 'signed-out', code: 'SESSION_REVOKED' })
    stop()
    expect(heard).toEqual(['unreachable', 'signed-out'])
  })
})
