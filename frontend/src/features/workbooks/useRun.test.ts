import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope, type Ref } from 'vue'
import { useRun } from './useRun'
import type { Run } from './workbooks'

const { signedFetch } = vi.hoisted(() => ({ signedFetch: vi.fn<(url: string, init?: RequestInit) => Promise<Response>>() }))
const told = vi.hoisted(() => ({ says: null as ((word: { workbookChanged: string }) => void) | null, listeners: 0 }))
vi.mock('@/graphql/http', () => ({ signedFetch }))
vi.mock('@/graphql/live', async () => {
  const { ref } = await import('vue')
  return { connection: ref('live'), onReconnected: () => () => undefined }
})
vi.mock('@/graphql/client', () => ({
  follow: (_: unknown, listener: (word: { workbookChanged: string }) => void) => {
    told.says = listener
    told.listeners += 1
    return () => (told.listeners -= 1)
  },
}))

const RUN: Run = {
  id: 'r1',
  fileName: '台账.xlsx',
  size: 5,
  state: 'CHECKING',
  isImport: false,
  mayImport: false,
  mayCheck: true,
  rows: { total: 10, checked: 3 },
  outcome: null,
  code: null,
  meanwhile: [],
  startedAt: '2026-11-27T00:00:00Z',
  changedAt: '2026-11-27T00:00:00Z',
}
const says = (body: object, status = 200): Response => new Response(JSON.stringify(body), { status })
/** The server says that a workbook of this site moved on. */
const word = (site = 's1'): Promise<unknown> => {
  told.says?.({ workbookChanged: site })
  return after(0)
}
const after = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

describe('the workbook that was sent last', () => {
  let scope: EffectScope
  function open(): ReturnType<typeof useRun> {
    const opened = scope.run(() => useRun(ref('s1')))
    if (!opened) throw new Error('the scope is over')
    return opened
  }
  beforeEach(() => {
    vi.useFakeTimers()
    signedFetch.mockReset()
    scope = effectScope()
  })
  afterEach(() => {
    scope.stop()
    vi.useRealTimers()
  })

  it('is found again after a reload, and followed to its end', async () => {
    signedFetch.mockResolvedValueOnce(says({ run: RUN, busy: null }))
    signedFetch.mockResolvedValueOnce(says({ ...RUN, rows: { total: 10, checked: 7 } }))
    signedFetch.mockResolvedValueOnce(says({ ...RUN, state: 'CHECKED' }))
    const { run } = open()
    await after(0)
    expect(run.value?.rows.checked).toBe(3)
    await word('another site')
    expect(run.value?.rows.checked).toBe(3)
    await word()
    expect(run.value?.rows.checked).toBe(7)
    await word()
    expect(run.value?.state).toBe('CHECKED')
    await after(60_000)
    expect(signedFetch).toHaveBeenCalledTimes(3)
  })

  it('is asked about until the server can be reached again, and stays in sight meanwhile', async () => {
    signedFetch.mockResolvedValueOnce(says({ run: RUN, busy: null }))
    signedFetch.mockRejectedValueOnce(new TypeError('no network'))
    signedFetch.mockResolvedValueOnce(new Response('bad gateway', { status: 502 }))
    signedFetch.mockResolvedValueOnce(says({ ...RUN, state: 'INTERRUPTED' }))
    const { run, isAway } = open()
    await after(0)
    await word()
    expect(isAway.value).toBe(true)
    expect(run.value?.state).toBe('CHECKING')
    await after(3_000)
    expect(isAway.value).toBe(true)
    await after(3_000)
    expect(isAway.value).toBe(false)
    expect(run.value?.state).toBe('INTERRUPTED')
  })

  it('is asked about at once where the live connection breaks', async () => {
    const { connection } = (await import('@/graphql/live')) as unknown as { connection: Ref<string> }
    signedFetch.mockResolvedValueOnce(says({ run: RUN, busy: null }))
    signedFetch.mockRejectedValueOnce(new TypeError('no network'))
    const { isAway } = open()
    await after(0)
    connection.value = 'reconnecting'
    await after(0)
    expect(isAway.value).toBe(true)
    connection.value = 'live'
  })

  it('waits for the end of that of somebody else', async () => {
    const busy = { by: { zh: '朵拉', en: 'dora' }, since: '2026-11-27T00:00:00Z' }
    signedFetch.mockResolvedValueOnce(says({ run: null, busy }))
    signedFetch.mockResolvedValueOnce(says({ run: null, busy: null }))
    const work = open()
    await after(0)
    expect(work.busy.value?.by.en).toBe('dora')
    await word()
    expect(work.busy.value).toBe(null)
    await after(60_000)
    expect(signedFetch).toHaveBeenCalledTimes(2)
  })

  it('says why a step is refused, and keeps what it has', async () => {
    signedFetch.mockResolvedValueOnce(says({ run: { ...RUN, state: 'CHECKED', mayImport: true }, busy: null }))
    signedFetch.mockResolvedValueOnce(says({ code: 'STEP_UP_NEEDED' }, 400))
    const { run, import_, problem } = open()
    await after(0)
    expect(await import_()).toBe('STEP_UP_NEEDED')
    expect(problem.value).toBe('STEP_UP_NEEDED')
    expect(run.value?.state).toBe('CHECKED')
    signedFetch.mockRejectedValueOnce(new TypeError('no network'))
    expect(await import_()).toBe('UNREACHABLE')
  })

  it('is asked about once more where word comes while it is asked about', async () => {
    signedFetch.mockResolvedValueOnce(says({ run: RUN, busy: null }))
    let answer: ((_: Response) => void) | undefined
    signedFetch.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    signedFetch.mockResolvedValueOnce(says({ ...RUN, state: 'CHECKED' }))
    const { run } = open()
    await after(0)
    await word()
    await word()
    answer?.(says(RUN))
    await after(0)
    expect(run.value?.state).toBe('CHECKED')
    expect(signedFetch).toHaveBeenCalledTimes(3)
  })

  it('is asked about by itself where its process was killed and says nothing any more', async () => {
    signedFetch.mockResolvedValueOnce(says({ run: RUN, busy: null }))
    signedFetch.mockResolvedValueOnce(says({ ...RUN, state: 'INTERRUPTED' }))
    const { run } = open()
    await after(19_000)
    expect(signedFetch).toHaveBeenCalledTimes(1)
    await after(1_000)
    expect(run.value?.state).toBe('INTERRUPTED')
    await after(60_000)
    expect(signedFetch).toHaveBeenCalledTimes(2)
  })

  it('is asked about no more once nobody looks', async () => {
    signedFetch.mockImplementation(() => Promise.resolve(says({ run: RUN, busy: null })))
    open()
    await after(0)
    scope.stop()
    await after(60_000)
    expect(signedFetch).toHaveBeenCalledTimes(1)
    expect(told.listeners).toBe(0)
  })
})
