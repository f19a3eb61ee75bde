import { beforeEach, describe, expect, it } from 'vitest'
import { forgetDatabase, writeMeta } from '@/shared/db'
import { readDraft, saveDraft, saveLastWords, withBytes } from './drafts'
import { withoutBytes } from './job'
import { reopen } from './reopen'
import { add, allEntries } from './store'
import { job } from './test-jobs'

const bytes = new Uint8Array([1, 2, 3]).buffer

beforeEach(async () => {
  localStorage.clear()
  await forgetDatabase()
  await writeMeta('userId', 'alice')
})

describe('a draft', () => {
  it('is not shown to another person on the same phone', async () => {
    await saveDraft('/hazards/new', { description: 'leak' })
    await writeMeta('userId', 'bob')
    expect(await readDraft('/hazards/new')).toBeUndefined()
  })

  it('has the words of the last moment of its page, and the photos from before', async () => {
    const photos = [{ sha256: 'f00d', bytes }]
    await saveDraft('/hazards/new', { description: 'le', photos })
    saveLastWords('/hazards/new', 'alice', { description: 'leak', photos })
    expect(await readDraft('/hazards/new')).toEqual({ description: 'leak', photos })
    await add(job({ draft: { key: '/hazards/new', value: { description: 'leak' } } }), [])
    expect(await readDraft('/hazards/new')).toBeUndefined()
  })

  it('of the last moment is not shown to another person either', async () => {
    saveLastWords('/hazards/new', 'alice', { description: 'leak' })
    await writeMeta('userId', 'bob')
    expect(await readDraft('/hazards/new')).toBeUndefined()
  })

  it('goes when its job is written down, together with it', async () => {
    await saveDraft('/hazards/new', { description: 'leak' })
    await add(job({ draft: { key: '/hazards/new', value: { description: 'leak' } } }), [])
    expect(await readDraft('/hazards/new')).toBeUndefined()
  })

  it('comes back with its photos when a refused job is opened again', async () => {
    const value = { description: 'leak', photos: [{ sha256: 'f00d', bytes }] }
    const refused = job({ state: 'refused', photoHashes: ['f00d'], draft: { key: '/hazards/new', value: withoutBytes(value) } })
    await add(refused, [{ jobId: refused.id, sha256: 'f00d', bytes, type: 'image/jpeg' }])
    await reopen(refused.id)
    expect(await readDraft('/hazards/new')).toEqual(value)
    expect(await allEntries()).toEqual([])
  })

  it('keeps no second copy of the photos beside the job', () => {
    const kept = withoutBytes({ photos: [{ sha256: 'f00d', bytes }] })
    expect(kept).toEqual({ photos: [{ sha256: 'f00d', bytes: null }] })
    expect(withBytes(kept, [])).toEqual(kept)
  })
})
