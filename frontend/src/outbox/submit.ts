import { readMeta } from '@/shared/db'
import { deviceId } from '@/shared/device'
import type { Operation } from '@/shared/operation'
import { plain } from '@/shared/plain'
import { ANONYMOUS, type Entry, type Subject } from '@/shared/records'
import { STEP_UP } from './applyOutcome'
import { withoutBytes } from './drafts'
import { add, entry, onOutboxChange, sentRow } from './store'
import { wakeUp } from './wakeup'

/** What a form gives for a mutation: its input without the operation id, which is made here. */
export type InputOf<Variables> = Variables extends { input: infer Input } ? Omit<Input, 'operationId'> : never

interface PhotoBytes {
  sha256: string
  bytes: ArrayBuffer
  type: string
}

export interface SubmitOptions {
  about: Subject
  photos?: PhotoBytes[]
  /** The form's draft, kept with the job so that a refused one can be edited. */
  draft?: { key: string; value: unknown }
  /** Send it without a sign-in. */
  sitePass?: string
}

export type Answer<Result> =
  | { kind: 'accepted'; data: Result }
  | { kind: 'refused'; code: string; id: string | null }
  /** Written on this phone and waiting; it will leave by itself. `limitedUntil` (ms): there was too much of it, until then. */
  | { kind: 'kept'; limitedUntil?: number }

/** How long a person waits for the server before we say "kept on this phone". */
const PATIENCE = 4000

/** Writes the mutation down, starts sending, and answers with what the server said if it says it within a few seconds. */
export async function submit<Result, Variables>(
  operation: Operation<Result, Variables>,
  input: InputOf<Variables>,
  { about, photos = [], draft, sitePass }: SubmitOptions,
): Promise<Answer<Result>> {
  const userId = await readMeta<string>('userId')
  if (!userId) return { kind: 'refused', code: 'UNAUTHENTICATED', id: null }
  const id = crypto.randomUUID()
  const job: Omit<Entry, 'sequence' | 'dependsOn'> = {
    v: 1,
    id,
    userId: sitePass ? ANONYMOUS : userId,
    operation: operation.name,
    hash: operation.hash,
    variables: { input: { ...(plain(input) as object), operationId: id } },
    photoHashes: photos.map(({ sha256 }) => sha256),
    subject: plain(about),
    draft: draft ? { key: draft.key, value: withoutBytes(plain(draft.value)) } : null,
    createdAt: Date.now(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    deviceId: await deviceId(),
    state: 'queued',
    attempts: 0,
    retryAt: 0,
    lastError: null,
    ...(sitePass ? { sitePass } : {}),
  }
  await add(
    job,
    photos.map(({ sha256, bytes, type }) => ({ jobId: id, sha256, bytes, type })),
  )
  const answer = answerTo<Result>(id)
  wakeUp()
  return answer
}

function answerTo<Result>(id: string): Promise<Answer<Result>> {
  return new Promise((resolve) => {
    const finish = (answer: Answer<Result>): void => {
      clearTimeout(timer)
      stop()
      resolve(answer)
    }
    const check = async (): Promise<void> => {
      const sent = await sentRow(id)
      if (sent) return finish({ kind: 'accepted', data: sent.answer as Result })
      const job = await entry(id)
      if (job?.state === 'refused') return finish({ kind: 'refused', code: job.lastError ?? 'INTERNAL', id })
      // The first try failed: it will take longer than a person wants to wait at a spinner.
      if (job?.lastError === 'TOO_MANY_ATTEMPTS') return finish({ kind: 'kept', limitedUntil: job.retryAt })
      // The form waits with its owner, who is asked for the password now.
      if (job?.state === 'blocked' && job.lastError === STEP_UP) return clearTimeout(timer)
      if (job?.state === 'blocked' || (job && job.attempts > 0)) finish({ kind: 'kept' })
    }
    const stop = onOutboxChange(() => void check())
    const timer = setTimeout(() => finish({ kind: 'kept' }), PATIENCE)
  })
}
