import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { forgetDatabase, writeMeta } from '@/shared/db'
import { second } from '@/shared/now'
import { operation } from '@/shared/operation'
import { acceptGrant } from '@/shared/token'
import { until } from '@/shared/test-until'
import { ask as askOnce } from './client'
import { useLiveQuery, type LiveQuery, type LiveQueryOptions } from './useLiveQuery'

interface Result {
  alert: { id: string; tier: string }
}
const Question = operation<Result, { id: string }>('query', 'Question', 'a'.repeat(64))

let answer: (variables: { id: string }) => Promise<Response>
let scope: EffectScope

const data =
  (tier: string) =>
  async ({ id }: { id: string }) =>
    Response.json({ data: { alert: { id, tier } } })
const refused = async () => Response.json({ errors: [{ message: 'no', extensions: { code: 'NOT_FOUND' } }] })
const away = async () => Promise.reject(new TypeError('network'))

function ask(id = () => 'a-1', options: LiveQueryOptions = {}): LiveQuery<Result> {
  scope = effectScope()
  const query = scope.run(() => useLiveQuery(Question, () => ({ id: id() }), options))
  if (!query) throw new Error('no scope')
  return query
}

async function open(): Promise<LiveQuery<Result>> {
  const query = ask()
  await until(() => expect(query.isLoading.value).toBe(false))
  return query
}

beforeEach(async () => {
  scope?.stop()
  await forgetDatabase()
  await writeMeta('userId', 'alice')
  acceptGrant({ accessToken: 'token', expiresAt: new Date(Date.now() + 900_000).toISOString() })
  globalThis.fetch = async (_url, init) => answer((JSON.parse(String(init?.body)) as { variables: { id: string } }).variables)
})

describe('a live query', () => {
  it('shows the answer of the server', async () => {
    answer = data('RED')
    const query = await open()
    await until(() => expect(query.data.value).toEqual({ alert: { id: 'a-1', tier: 'RED' } }))
    expect(query.isOld.value).toBe(false)
  })

  it('opens without a network with the last answer and says that it is old', async () => {
    answer = data('RED')
    const first = await open()
    await until(() => expect(first.savedAt.value).not.toBeNull())
    const savedAt = first.savedAt.value
    scope.stop()

    answer = away
    const again = await open()
    await until(() => expect(again.isOld.value).toBe(true))
    expect(again.data.value).toEqual({ alert: { id: 'a-1', tier: 'RED' } })
    expect(again.savedAt.value).toBeGreaterThanOrEqual(savedAt ?? Infinity)
    expect(again.error.value).toBe('UNREACHABLE')
  })

  it('shows nobody the answers kept for the person before them', async () => {
    answer = data('RED')
    await open()
    scope.stop()
    await writeMeta('userId', 'bob')
    answer = away
    const query = await open()
    await until(() => expect(query.error.value).toBe('UNREACHABLE'))
    expect(query.data.value).toBeUndefined()
  })

  it('gives the code of a refusal', async () => {
    answer = refused
    const query = await open()
    expect(query.error.value).toBe('NOT_FOUND')
  })

  it('never shows a late answer to an earlier question', async () => {
    const id = ref('slow')
    let release: (() => void) | undefined
    answer = async (variables) => {
      if (variables.id === 'slow') await new Promise<void>((resolve) => (release = resolve))
      return data('RED')(variables)
    }
    const query = ask(() => id.value)
    await until(() => expect(release).toBeDefined())
    id.value = 'quick'
    await until(() => expect(query.data.value?.alert.id).toBe('quick'))
    release?.()
    await new Promise((resolve) => queueMicrotask(() => resolve(null)))
    expect(query.data.value?.alert.id).toBe('quick')
  })

  it('asks once more after an answer that left the server before the change', async () => {
    const waiting: (() => void)[] = []
    const tiers = ['YELLOW', 'RED']
    answer = async (variables) => {
      const tier = tiers.shift() ?? 'none'
      await new Promise<void>((resolve) => waiting.push(resolve))
      return data(tier)(variables)
    }
    const query = ask()
    await until(() => expect(waiting).toHaveLength(1))
    void query.refresh()
    void query.refresh()
    waiting[0]?.()
    await until(() => expect(query.data.value?.alert.tier).toBe('YELLOW'))
    await until(() => expect(waiting).toHaveLength(2))
    waiting[1]?.()
    await until(() => expect(query.data.value?.alert.tier).toBe('RED'))
    expect(waiting).toHaveLength(2)
  })

  it('is asked for again after a while where it says so, and only while somebody looks', async () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    let asked = 0
    answer = async (variables) => {
      asked += 1
      return data('RED')(variables)
    }
    const query = ask(() => 'a-1', { every: 60_000 })
    await until(() => expect(query.isLoading.value).toBe(false))
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      second.value += 60_000
      await vi.advanceTimersByTimeAsync(2000)
      expect(asked).toBe(1)
      hidden.mockReturnValue(false)
      second.value += 60_000
      await vi.advanceTimersByTimeAsync(2000)
    } finally {
      vi.useRealTimers()
      hidden.mockRestore()
    }
    await until(() => expect(asked).toBeGreaterThan(1))
  })

  it('does not wait for an answer that may never come', async () => {
    let isFirst = true
    answer = async (variables) => {
      if (isFirst) await new Promise<void>(() => (isFirst = false))
      return data('RED')(variables)
    }
    const query = ask()
    await until(() => expect(isFirst).toBe(false))
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      void query.refresh()
      await vi.advanceTimersByTimeAsync(10_000)
    } finally {
      vi.useRealTimers()
    }
    await until(() => expect(query.data.value?.alert.tier).toBe('RED'))
  })
})

describe('two equal questions', () => {
  it('are two: the second is not answered by what left before it', async () => {
    const waiting: (() => void)[] = []
    answer = async (variables) => {
      const tier = waiting.length === 0 ? 'YELLOW' : 'RED'
      await new Promise<void>((resolve) => waiting.push(resolve))
      return data(tier)(variables)
    }
    const first = askOnce(Question, { id: 'a-1' })
    await until(() => expect(waiting).toHaveLength(1))
    const second = askOnce(Question, { id: 'a-1' })
    await until(() => expect(waiting).toHaveLength(2))
    waiting.forEach((release) => release())
    expect((await first).data?.alert.tier).toBe('YELLOW')
    expect((await second).data?.alert.tier).toBe('RED')
  })
})
