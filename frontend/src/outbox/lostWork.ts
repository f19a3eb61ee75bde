import { readMeta, writeMeta } from '@/shared/db'
import { ANONYMOUS } from '@/shared/records'
import { allEntries, onOutboxChange } from './store'

/** How much waits on this phone and since when (ms); without a word of what it is. */
export interface Waiting {
  count: number
  since: number
}

/** Kept outside of the database that it is about. `store`: which database; by the id of who made the work. */
interface Mark {
  store: string
  waiting: Record<string, Waiting>
  lost: Record<string, Waiting>
}

const MARK = 'anhuan.waiting'
const STORE = 'storeId'
const LOCK = 'anhuan-waiting'

/**
 * Keeps a mark of what waits on this phone and compares it with the database: a browser that runs out of space throws all of
 * that away and tells nobody. Returns the function that ends it.
 */
export function followWaiting(): () => void {
  // An installed app is asked nothing for it, and is the last that the browser clears.
  if (matchMedia('(display-mode: standalone)').matches) void navigator.storage?.persist?.().catch(() => undefined)
  void noteWaiting()
  return onOutboxChange(() => void noteWaiting())
}

/** Writes down what waits now; what a database that is gone had kept becomes lost. */
export function noteWaiting(): Promise<void> {
  return navigator.locks.request(LOCK, async () => {
    const { waiting, lost } = await markOfThisStore()
    const now: Record<string, Waiting> = {}
    for (const { userId, createdAt } of await allEntries()) {
      const { count, since } = now[userId] ?? { count: 0, since: createdAt }
      now[userId] = { count: count + 1, since: Math.min(since, createdAt) }
    }
    if (JSON.stringify(now) !== JSON.stringify(waiting)) keep({ store: await storeId(), waiting: now, lost })
  })
}

/** What of this person's, and of what has no name, is gone; null where nothing is. */
export function lostOf(userId: string): Promise<Waiting | null> {
  return navigator.locks.request(LOCK, async () => {
    const { lost } = await markOfThisStore()
    return [lost[userId], lost[ANONYMOUS]].reduce<Waiting | null>((sum, each) => together(sum, each), null)
  })
}

/** The person was told. */
export function forgetLost(userId: string): Promise<void> {
  return navigator.locks.request(LOCK, async () => {
    const mark = await markOfThisStore()
    const lost = Object.fromEntries(Object.entries(mark.lost).filter(([owner]) => owner !== userId && owner !== ANONYMOUS))
    keep({ ...mark, lost })
  })
}

async function markOfThisStore(): Promise<Mark> {
  const store = await storeId()
  const mark = JSON.parse(localStorage.getItem(MARK) ?? 'null') as Mark | null
  if (!mark) return { store, waiting: {}, lost: {} }
  if (mark.store === store) return mark
  const lost = { ...mark.lost }
  for (const [owner, gone] of Object.entries(mark.waiting)) lost[owner] = together(lost[owner] ?? null, gone) ?? gone
  return keep({ store, waiting: {}, lost })
}

function keep(mark: Mark): Mark {
  localStorage.setItem(MARK, JSON.stringify(mark))
  return mark
}

function together(one: Waiting | null, other: Waiting | undefined): Waiting | null {
  if (!one || !other) return other ?? one
  return { count: one.count + other.count, since: Math.min(one.since, other.since) }
}

/** Made anew with every database. */
async function storeId(): Promise<string> {
  const known = await readMeta<string>(STORE)
  if (known) return known
  const made = crypto.randomUUID()
  await writeMeta(STORE, made)
  return made
}
