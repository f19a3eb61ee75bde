import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Draft, Entry, JobPhoto, SentRow } from './records'

interface Schema extends DBSchema {
  jobs: { key: string; value: Entry; indexes: { sequence: number } }
  photos: { key: [string, string]; value: JobPhoto; indexes: { jobId: string } }
  sent: { key: string; value: SentRow; indexes: { sentAt: number } }
  drafts: { key: string; value: Draft }
  /** `isPacked`: it is part of the work pack. */
  snapshots: { key: string; value: { key: string; savedAt: number; data: unknown; isPacked?: boolean } }
  meta: { key: string; value: unknown }
}
type Database = IDBPDatabase<Schema>

const NAME = 'anhuan'
const VERSION = 1
let open: Promise<Database> | undefined

function connect(): Promise<Database> {
  return openDB<Schema>(NAME, VERSION, {
    // Steps only ever add: phones in the field hold jobs that nobody else has.
    upgrade(db, oldVersion) {
      if (oldVersion < 1) {
        db.createObjectStore('jobs', { keyPath: 'id' }).createIndex('sequence', 'sequence')
        db.createObjectStore('photos', { keyPath: ['jobId', 'sha256'] }).createIndex('jobId', 'jobId')
        db.createObjectStore('sent', { keyPath: 'id' }).createIndex('sentAt', 'sentAt')
        db.createObjectStore('drafts', { keyPath: 'key' })
        db.createObjectStore('snapshots', { keyPath: 'key' })
        db.createObjectStore('meta')
      }
    },
    // A newer version wants in: let go, the next use reopens.
    blocking(_current, _blocked, event) {
      ;(event.target as IDBDatabase).close()
      open = undefined
    },
    // iOS cuts the connection in the background without asking.
    terminated() {
      open = undefined
    },
  })
}

/** Runs `work` on the phone's database; if the connection turns out to be dead it reopens and tries once more. */
export async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  open ??= connect()
  try {
    return await work(await open)
  } catch (error) {
    if (!isConnectionLost(error)) throw error
    open = connect()
    return work(await open)
  }
}

function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof DOMException)) return false
  return error.name === 'InvalidStateError' || (error.name === 'UnknownError' && /connection/i.test(error.message))
}

export async function readMeta<T>(key: string): Promise<T | undefined> {
  return withDatabase(async (db) => (await db.get('meta', key)) as T | undefined)
}

export async function writeMeta(key: string, value: unknown): Promise<void> {
  await withDatabase(async (db) => db.put('meta', value, key))
}

/** Drops everything, for tests. */
export async function forgetDatabase(): Promise<void> {
  const db = await open
  db?.close()
  open = undefined
  await deleteDB(NAME)
}
