import { beforeEach, describe, expect, it } from 'vitest'
import { forgetDatabase, writeMeta } from '@/shared/db'
import { ANONYMOUS } from '@/shared/records'
import { complete } from './store'
import { forgetLost, lostOf, noteWaiting } from './lostWork'
import { add } from './store'
import { job } from './test-jobs'

const AT = 1_800_000_000_000

/** The browser has thrown the database away; what it keeps elsewhere is there. */
async function clear(): Promise<void> {
  await forgetDatabase()
  await writeMeta('userId', 'alice')
}

beforeEach(async () => {
  localStorage.clear()
  await clear()
  await noteWaiting()
})

describe('work that waited on a phone whose storage was cleared', () => {
  it('is said with how much and since when, until the person was told', async () => {
    await add(job({ id: 'one', createdAt: AT + 60_000 }), [])
    await add(job({ id: 'two', createdAt: AT }), [])
    await noteWaiting()
    expect(await lostOf('alice')).toBeNull()

    await clear()
    // A page that noted first what it found, which is nothing.
    await noteWaiting()

    expect(await lostOf('alice')).toEqual({ count: 2, since: AT })
    expect(await lostOf('alice')).toEqual({ count: 2, since: AT })
    await forgetLost('alice')
    expect(await lostOf('alice')).toBeNull()
  })

  it('is said to whose it was, and what had no name to whoever comes first', async () => {
    await add(job({ id: 'hers', userId: 'alice', createdAt: AT }), [])
    await add(job({ id: 'his', userId: 'bob', createdAt: AT }), [])
    await add(job({ id: 'nobodys', userId: ANONYMOUS, createdAt: AT }), [])
    await noteWaiting()
    await clear()

    expect(await lostOf('alice')).toEqual({ count: 2, since: AT })
    await forgetLost('alice')
    expect(await lostOf('bob')).toEqual({ count: 1, since: AT })
  })

  it('adds up when it happens again before anybody looked', async () => {
    for (const at of [AT, AT + 1000]) {
      await add(job({ createdAt: at }), [])
      await noteWaiting()
      await clear()
    }
    expect(await lostOf('alice')).toEqual({ count: 2, since: AT })
  })

  it('is not missed where all of it had left, nor on a new phone', async () => {
    const sent = await add(job({ createdAt: AT }), [])
    await noteWaiting()
    await complete(sent, {}, AT)
    await noteWaiting()
    await clear()
    expect(await lostOf('alice')).toBeNull()
    localStorage.clear()
    expect(await lostOf('alice')).toBeNull()
  })
})
