import { beforeEach, describe, expect, it } from 'vitest'
import type { JobPhoto } from '@/shared/records'
import { acceptGrant } from '@/shared/token'
import { send } from './send'
import { job } from './test-jobs'

const photo: JobPhoto = { jobId: 'job-1', sha256: 'f00d', bytes: new ArrayBuffer(3), type: 'image/jpeg' }
type Answers = Record<string, { status: number; body: unknown }>
let requests: { method: string; path: string; body: unknown; token: string | null }[]

function network(answers: Answers): void {
  globalThis.fetch = async (url, init = {}) => {
    const path = String(url)
    requests.push({ method: init.method ?? 'GET', path, body: init.body, token: new Headers(init.headers).get('Authorization') })
    const answer = answers[path]
    if (!answer) throw new TypeError('network')
    return new Response(JSON.stringify(answer.body), { status: answer.status })
  }
}

beforeEach(() => {
  requests = []
  acceptGrant({ accessToken: 'token-1', expiresAt: new Date(Date.now() + 900_000).toISOString() })
})

describe('sending a job', () => {
  it('uploads the photos before the mutation that names them', async () => {
    network({ '/photos/f00d': { status: 201, body: {} }, '/graphql': { status: 200, body: { data: { ok: true } } } })
    expect(await send(job(), [photo])).toEqual({ kind: 'accepted', answer: { ok: true } })
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /photos/f00d', 'POST /graphql'])
  })

  it('shows no sign-in with a job that must not have a name', async () => {
    network({ '/anonymous/photos/f00d': { status: 201, body: {} }, '/graphql': { status: 200, body: { data: { ok: true } } } })
    expect(await send({ ...job(), sitePass: 'pass' }, [photo])).toEqual({ kind: 'accepted', answer: { ok: true } })
    expect(requests.map(({ path, token }) => [path, token])).toEqual([
      ['/anonymous/photos/f00d', null],
      ['/graphql', null],
    ])
  })

  it('does not call an error of its own a lost network', async () => {
    globalThis.fetch = (() => {
      throw new TypeError('something is not a function')
    }) as typeof fetch
    await expect(send(job(), [])).rejects.toThrow('not a function')
    network({})
    expect(await send(job(), [])).toEqual({ kind: 'unreachable', code: 'UNREACHABLE' })
  })

  it('uploads a voice note to its own place', async () => {
    const voice: JobPhoto = { jobId: 'job-1', sha256: 'beef', bytes: new ArrayBuffer(3), type: 'audio/webm' }
    network({
      '/photos/f00d': { status: 200, body: {} },
      '/voice/beef': { status: 201, body: {} },
      '/graphql': { status: 200, body: { data: { ok: true } } },
    })
    await send(job(), [photo, voice])
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /photos/f00d', 'PUT /voice/beef', 'POST /graphql'])
  })

  it('names the operation by its hash and sends no query', async () => {
    network({ '/graphql': { status: 200, body: { data: { ok: true } } } })
    await send(job(), [])
    const body = JSON.parse(String(requests[0]?.body)) as Record<string, unknown>
    expect(body).toEqual({
      operationName: 'AcknowledgeAlert',
      variables: { input: { operationId: 'job-1', alertId: 'alert-1' } },
      extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
    })
  })

  it('does not send the mutation when a photo is refused', async () => {
    network({ '/photos/f00d': { status: 415, body: { code: 'PHOTO_NOT_AN_IMAGE' } } })
    expect(await send(job(), [photo])).toEqual({ kind: 'refused', code: 'PHOTO_NOT_AN_IMAGE' })
    expect(requests).toHaveLength(1)
  })

  it('takes a fresh token when the one it had ended on the way', async () => {
    const grant = { accessToken: 'token-2', expiresAt: new Date(Date.now() + 900_000).toISOString() }
    network({ '/auth/refresh': { status: 200, body: grant } })
    const answered = globalThis.fetch
    globalThis.fetch = async (url, init) => {
      if (String(url) !== '/graphql') return answered(url, init)
      const isFresh = new Headers(init?.headers).get('Authorization') === 'Bearer token-2'
      return new Response(JSON.stringify(isFresh ? { data: { ok: true } } : {}), { status: isFresh ? 200 : 401 })
    }
    expect(await send(job(), [])).toMatchObject({ kind: 'accepted' })
  })

  it('sends nothing when the token speaks for somebody else', async () => {
    network({ '/graphql': { status: 200, body: { data: { ok: true } } } })
    const accessToken = `header.${btoa(JSON.stringify({ sub: 'bob' }))}.signature`
    acceptGrant({ accessToken, expiresAt: new Date(Date.now() + 900_000).toISOString() })
    expect(await send(job({ userId: 'alice' }), [])).toEqual({ kind: 'unauthenticated' })
    expect(requests).toEqual([])
  })

  it('says that nobody answered when the network is away', async () => {
    network({})
    expect(await send(job(), [])).toMatchObject({ kind: 'unreachable' })
  })
})
