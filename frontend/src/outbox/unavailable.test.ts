import { beforeEach, describe, expect, it } from 'vitest'
import { forgetDatabase, writeMeta } from '@/shared/db'
import type { JobPhoto } from '@/shared/records'
import { acceptGrant } from '@/shared/token'
import { drain } from './drain'
import { add, allEntries, photosOf } from './store'
import { send } from './send'
import { job } from './test-jobs'

const OURS = JSON.stringify({ data: null, errors: [{ message: 'later', extensions: { code: 'UNAVAILABLE' } }] })
const OF_AN_UPLOAD = JSON.stringify({ code: 'UNAVAILABLE', message: 'later' })
const PHOTO: JobPhoto = { jobId: 'job-1', sha256: 'f00d', bytes: new ArrayBuffer(3), type: 'image/jpeg' }
/** A disk is full for a week and nobody comes: every answer of it, each when the phone asks again. */
const ANSWERS = 200

let now: number
let asked: number
let answer: () => Response

beforeEach(async () => {
  await forgetDatabase()
  await writeMeta('userId', 'alice')
  asked = 0
  now = Date.now()
  globalThis.fetch = async () => {
    asked += 1
    return answer()
  }
})

async function ask(times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    now += 3_600_000
    acceptGrant({ accessToken: 'token-1', expiresAt: new Date(now + 900_000).toISOString() })
    await drain(false, { send, now: () => now })
  }
}

describe('a report that meets a full disk', () => {
  it.each([
    ['our answer', () => new Response(OURS, { status: 503, headers: { 'retry-after': '5' } })],
    ['our answer without its header', () => new Response(OURS, { status: 503 })],
    ['a bare 503 of a proxy', () => new Response(null, { status: 503 })],
    ['a page of a proxy', () => new Response('<html>503</html>', { status: 503, headers: { 'content-type': 'text/html' } })],
  ])('waits for as long as there is %s, and goes out then', async (_, full) => {
    await add(job({ photoHashes: [] }), [])
    answer = full
    await ask(ANSWERS)
    expect(asked).toBe(ANSWERS)
    expect(await allEntries()).toMatchObject([{ id: 'job-1', state: 'queued' }])
    answer = () => Response.json({ data: { ok: true } })
    await ask(1)
    expect(await allEntries()).toEqual([])
  })

  it('keeps its photo while uploads are refused', async () => {
    await add(job({ photoHashes: ['f00d'] }), [PHOTO])
    answer = () => new Response(OF_AN_UPLOAD, { status: 503, headers: { 'retry-after': '5' } })
    await ask(ANSWERS)
    expect(asked).toBe(ANSWERS)
    expect(await allEntries()).toMatchObject([{ id: 'job-1', state: 'queued' }])
    expect(await photosOf('job-1')).toHaveLength(1)
  })
})
