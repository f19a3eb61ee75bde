import { persistedBody } from '@/shared/operation'
import type { Entry, JobPhoto } from '@/shared/records'
import { accessToken, personOf, rejectToken } from '@/shared/token'
import { classifyMutation, classifyPhoto } from './classify'
import type { Outcome } from './settle'

const MUTATION_LIMIT = 30_000
const PHOTO_LIMIT = 120_000

/** Sends one job: first its photos, then the mutation that names them. Both may be repeated without harm. */
export async function send(entry: Entry, photos: JobPhoto[]): Promise<Outcome> {
  const outcome = await attempt(entry, photos)
  // A token can end between two requests; the second try has a fresh one.
  return outcome.kind === 'unauthenticated' ? attempt(entry, photos) : outcome
}

async function attempt(entry: Entry, photos: JobPhoto[]): Promise<Outcome> {
  const token = await accessToken()
  if (token.kind === 'signed-out') return { kind: 'unauthenticated' }
  if (token.kind === 'unreachable') return { kind: 'unreachable', code: 'UNREACHABLE' }
  // Somebody else has just signed in on this phone: their name must not stand under this job.
  const person = personOf(token.token)
  if (person !== null && person !== entry.userId) return { kind: 'unauthenticated' }
  const authorization = { Authorization: `Bearer ${token.token}` }
  try {
    for (const { sha256, bytes, type } of photos) {
      const response = await fetch(`/photos/${sha256}`, {
        method: 'PUT',
        headers: { ...authorization, 'Content-Type': type },
        body: bytes,
        signal: AbortSignal.timeout(PHOTO_LIMIT),
      })
      const problem = classifyPhoto(response.status, await json(response), retryAfter(response))
      if (problem) return onProblem(problem, token.token)
    }
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { ...authorization, 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' },
      body: JSON.stringify(persistedBody(entry.operation, entry.hash, entry.variables)),
      signal: AbortSignal.timeout(MUTATION_LIMIT),
    })
    return onProblem(classifyMutation(response.status, await json(response), retryAfter(response)), token.token)
  } catch {
    return { kind: 'unreachable', code: 'UNREACHABLE' }
  }
}

function onProblem(outcome: Outcome, token: string): Outcome {
  if (outcome.kind === 'unauthenticated') rejectToken(token)
  return outcome
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => null)
}

/** The Retry-After header in ms; only its seconds form is used by this server. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}
