import { readMeta } from '@/shared/db'
import type { Operation } from '@/shared/operation'
import { isUnconfirmed, STEP_UP } from './applyOutcome'
import { jobOf, type InputOf, type SubmitOptions } from './job'
import { add, entry, onOutboxChange, sentRow } from './store'
import { wakeUp } from './wakeup'

export type { InputOf, SubmitOptions }

export type Answer<Result> =
  | { kind: 'accepted'; data: Result }
  | { kind: 'refused'; code: string; id: string | null }
  /** Written on this phone and waiting; it will leave by itself. `limitedUntil` (ms): there was too much of it, until then.
   * `isUnconfirmed`: it leaves once its owner has shown that it is them. */
  | { kind: 'kept'; limitedUntil?: number; isUnconfirmed?: boolean }

/** How long a person waits for the server before we say "kept on this phone". */
const PATIENCE = 4000

/** Writes the mutation down, starts sending, and answers with what the server said if it says it within a few seconds. */
export async function submit<Result, Variables>(
  operation: Operation<Result, Variables>,
  input: InputOf<Variables>,
  options: SubmitOptions,
): Promise<Answer<Result>> {
  const userId = await readMeta<string>('userId')
  if (!userId) return { kind: 'refused', code: 'UNAUTHENTICATED', id: null }
  const id = crypto.randomUUID()
  const job = await jobOf(operation, input, options, { userId, id })
  await add(
    job,
    (options.photos ?? []).map(({ sha256, bytes, type }) => ({ jobId: id, sha256, bytes, type })),
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
      if (job?.state === 'blocked' || (job && job.attempts > 0)) finish({ kind: 'kept', isUnconfirmed: isUnconfirmed(job) })
    }
    const stop = onOutboxChange(() => void check())
    const timer = setTimeout(() => finish({ kind: 'kept' }), PATIENCE)
  })
}
