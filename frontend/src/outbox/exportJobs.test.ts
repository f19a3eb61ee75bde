import { beforeEach, expect, test } from 'vitest'
import { forgetDatabase, writeMeta } from '@/shared/db'
import { ANONYMOUS } from '@/shared/records'
import { exportAll } from './exportJobs'
import { add } from './store'
import { job } from './test-jobs'

interface Exported {
  jobs: { id: string; madeAt: string; madeAtByPlantClock: string; photos: { base64: string }[] }[]
}

beforeEach(async () => {
  await forgetDatabase()
  await writeMeta('userId', 'alice')
})

test('a file holds what waits of this person, with its photos and both times, and nothing of others', async () => {
  const bytes = new Uint8Array([1, 2, 3]).buffer
  const photo = { jobId: 'mine', sha256: 'f00d', bytes, type: 'image/jpeg' }
  await add(job({ id: 'mine', photoHashes: ['f00d'], createdAt: 1000, clockOffset: 300_000 }), [photo])
  await add(job({ id: 'nameless', userId: ANONYMOUS }), [])
  await add(job({ id: 'theirs', userId: 'bob' }), [])
  const { jobs } = JSON.parse(await exportAll()) as Exported

  expect(jobs.map(({ id }) => id)).toEqual(['mine', 'nameless'])
  expect(jobs[0]).toMatchObject({ madeAt: '1970-01-01T00:00:01.000Z', madeAtByPlantClock: '1970-01-01T00:05:01.000Z' })
  expect(jobs[0]?.photos[0]?.base64).toBe('AQID')
})
