import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { job } from '@/outbox/test-jobs'
import { until } from '@/shared/test-until'

const openAnew = vi.hoisted(() => vi.fn())
vi.mock('@/graphql/live', async (original) => ({ ...(await original<typeof import('@/graphql/live')>()), openAnew }))

interface Waiting {
  answer: (unread: number) => void
}

/** What the server was asked about who this is, each waiting for its answer. */
let waiting: Waiting[]
let session: typeof import('./session')
/** The server lets this person in no more. */
let isDisabled: boolean
/** What the server says that this person is. */
let role: string
/** The same module that the session of this test writes by. */
let db: typeof import('@/shared/db')

const viewerOf = (unreadNotices: number) => ({
  person: { id: 'p-1', name: { zh: '吴敏', en: 'Wu Min' } },
  memberships: [
    {
      site: { id: 's-1', name: { zh: '江北', en: 'Jiangbei' }, language: 'ZH' },
      role,
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
  isDisabled = false
  role = 'ADMIN'
  openAnew.mockClear()
  globalThis.fetch = async (url) => {
    if (isDisabled) return Response.json({ code: 'ACCOUNT_DISABLED' }, { status: 401 })
    if (String(url).includes('/auth/sign-out')) return new Response('')
    if (/\/auth\/(refresh|pin|sign-in)/.test(String(url)))
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

const asked = (times: number) => until(() => expect(waiting).toHaveLength(times))

/** Somebody was here before, and this device kept who that is. */
async function keeps(viewer: ReturnType<typeof viewerOf>): Promise<void> {
  await db.writeMeta('viewer', viewer)
  await db.writeMeta('userId', 'p-1')
}

async function opensAs(viewer: ReturnType<typeof viewerOf>): Promise<void> {
  await keeps(viewer)
  await session.startSession()
  await asked(1)
}

async function entersBy(path: '/auth/sign-in' | '/auth/pin'): Promise<void> {
  const entering = session.enterBy(path, {})
  await asked(1)
  waiting[0]?.answer(0)
  await entering
}

describe('the socket of a person', () => {
  it('is opened anew when the rights of the person have changed, and only then', async () => {
    await opensAs(viewerOf(0))
    waiting[0]?.answer(1)
    await until(() => expect(session.hasNotices.value).toBe(true))
    expect(openAnew).not.toHaveBeenCalled()

    role = 'OPERATOR'
    const reloading = session.reloadViewer()
    await asked(2)
    waiting[1]?.answer(1)
    await reloading
    expect(openAnew).toHaveBeenCalledTimes(1)
  })
})

describe('notices that were read', () => {
  it('do not come up again because this device kept an older answer', async () => {
    await opensAs(viewerOf(1))
    await until(() => expect(session.sessionState.value).toBe('signed-in'))
    expect(session.hasNotices.value).toBe(false)
    waiting[0]?.answer(0)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(session.hasNotices.value).toBe(false)
  })

  it('do not come up again because an earlier question was answered later', async () => {
    await opensAs(viewerOf(0))
    const later = session.reloadViewer()
    await asked(2)
    waiting[1]?.answer(0)
    await later
    waiting[0]?.answer(1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(session.hasNotices.value).toBe(false)
  })

  it('come up where the server says that they wait', async () => {
    await opensAs(viewerOf(0))
    waiting[0]?.answer(1)
    await until(() => expect(session.hasNotices.value).toBe(true))
  })
})

/** Somebody works here: an answer of the site, a photo of it, and two jobs, of which one is another person's. */
async function workHere(): Promise<string[]> {
  await keeps(viewerOf(0))
  await db.withDatabase((open) => open.put('snapshots', { key: 'p-1 Home', savedAt: 1, data: {} }))
  for (const [id, userId] of [
    ['mine', 'p-1'],
    ['theirs', 'p-2'],
  ] as const)
    await db.withDatabase((open) => open.put('jobs', job({ id, userId })))
  const gone: string[] = []
  vi.stubGlobal('caches', { delete: async (name: string) => gone.push(name) })
  return gone
}

describe('who signs out', () => {
  it('leaves nothing of the site on the phone, and every job', async () => {
    const gone = await workHere()
    await session.startSession()
    await asked(1)
    await session.signOut('here')

    expect(await db.withDatabase((open) => open.getAllKeys('snapshots'))).toEqual([])
    expect(gone).toEqual(['photos', 'plans'])
    expect(await db.readMeta('viewer')).toBeNull()
    expect(await db.readMeta('userId')).toBeNull()
    expect((await db.withDatabase((open) => open.getAllKeys('jobs'))).sort()).toEqual(['mine', 'theirs'])
    expect(session.sessionState.value).toBe('signed-out')
  })

  it('is warned of what of theirs still waits, not of what others have left', async () => {
    await workHere()
    await session.startSession()
    await asked(1)
    const { signOutQuestion } = await import('./signOutQuestion')
    await (await import('@/shared/i18n')).addWords(['people.privacy'])

    expect(await signOutQuestion('here')).toMatch(/1/)
    await db.withDatabase((open) => open.delete('jobs', 'mine'))
    expect(await signOutQuestion('here')).not.toMatch(/1/)
  })
})

describe('who was disabled', () => {
  it('keeps nothing of the site on this phone, once it hears of it', async () => {
    const gone = await workHere()
    isDisabled = true
    await session.startSession()

    await until(() => expect(session.sessionState.value).toBe('signed-out'))
    expect(await db.withDatabase((open) => open.getAllKeys('snapshots'))).toEqual([])
    expect(gone).toEqual(['photos', 'plans'])
    expect(await db.readMeta('viewer')).toBeNull()
    expect(await db.withDatabase((open) => open.count('jobs'))).toBe(2)
  })
})

describe('the keys of reports without a name', () => {
  const KEYS = [{ key: 'AAAAA', title: '脚手架松动', madeAt: 0 }]
  const signOut = async (): Promise<void> => {
    await keeps(viewerOf(0))
    await session.signOut('here')
  }

  it('stay on the own phone of somebody who signs out and in again', async () => {
    await db.writeMeta('followKeys', KEYS)
    await db.writeMeta('lastPersonId', 'p-1')
    await signOut()
    await entersBy('/auth/sign-in')

    expect(await db.readMeta('followKeys')).toEqual(KEYS)
  })

  it('go when a shift signs out of its phone', async () => {
    await db.writeMeta('followKeys', KEYS)
    await entersBy('/auth/pin')
    await signOut()

    expect(await db.readMeta('followKeys')).toEqual([])
  })

  it('go when somebody else signs in than the last time', async () => {
    await db.writeMeta('followKeys', KEYS)
    await db.writeMeta('lastPersonId', 'p-0')
    await entersBy('/auth/sign-in')

    expect(await db.readMeta('followKeys')).toEqual([])
  })
})
