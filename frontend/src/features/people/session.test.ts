import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

interface Waiting {
  answer: (unread: number) => void
}

/** What the server was asked about who this is, each waiting for its answer. */
let waiting: Waiting[]
let session: typeof import('./session')
/** The same module that the session of this test writes by. */
let db: typeof import('@/shared/db')

const viewerOf = (unreadNotices: number) => ({
  person: { id: 'p-1', name: { zh: '吴敏', en: 'Wu Min' } },
  memberships: [
    {
      site: { id: 's-1', name: { zh: '江北', en: 'Jiangbei' }, language: 'ZH' },
      role: 'ADMIN',
      permissions: [],
      unreadNotices,
      agreed: [],
    },
  ],
})

beforeEach(async () => {
  vi.resetModules()
  db = await import('@/shared/db')
  waiting = []
  globalThis.fetch = async (url) => {
    if (String(url).includes('/auth/refresh'))
      return Response.json({ accessToken: 'token', expiresAt: new Date(Date.now() + 900_000).toISOString() })
    const unread = await new Promise<number>((resolve) => waiting.push({ answer: resolve }))
    return Response.json({ data: { viewer: viewerOf(unread) } })
  }
  session = await import('./session')
})

/** Nothing is on its way any more when the database goes. */
afterEach(async () => {
  waiting.forEach(({ answer }) => answer(0))
  await new Promise((resolve) => setTimeout(resolve, 100))
  await db.forgetDatabase()
})

const asked = (times: number) => vi.waitFor(() => expect(waiting).toHaveLength(times), 10_000)

describe('notices that were read', () => {
  it('do not come up again because this device kept an older answer', async () => {
    await db.writeMeta('viewer', viewerOf(1))
    await db.writeMeta('userId', 'p-1')
    await session.startSession()
    await asked(1)
    await vi.waitFor(() => expect(session.sessionState.value).toBe('signed-in'))
    expect(session.hasNotices.value).toBe(false)
    waiting[0]?.answer(0)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(session.hasNotices.value).toBe(false)
  })

  it('do not come up again because an earlier question was answered later', async () => {
    await db.writeMeta('viewer', viewerOf(0))
    await db.writeMeta('userId', 'p-1')
    await session.startSession()
    await asked(1)
    const later = session.reloadViewer()
    await asked(2)
    waiting[1]?.answer(0)
    await later
    waiting[0]?.answer(1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(session.hasNotices.value).toBe(false)
  })

  it('come up where the server says that they wait', async () => {
    await db.writeMeta('viewer', viewerOf(0))
    await db.writeMeta('userId', 'p-1')
    await session.startSession()
    await asked(1)
    waiting[0]?.answer(1)
    await vi.waitFor(() => expect(session.hasNotices.value).toBe(true))
  })
})
