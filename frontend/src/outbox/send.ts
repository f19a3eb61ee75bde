import { persistedBody } from '@/shared/operation'
import type { Entry, JobPhoto } from '@/shared/records'
import { accessToken, personOf, rejectToken } from '@/shared/token'
import { unlessCut, within } from '@/shared/within'
import { classifyMutation, classifyPhoto } from './classify'
import type { Outcome } from './applyOutcome'

const MUTATION_LIMIT = 30_000
const PHOTO_LIMIT = 120_000
const UNREACHABLE: Outcome = { kind: 'unreachable', code: 'UNREACHABLE' }

/** Sends one job: first its photos, then the mutation that names them. Both may be repeated without harm. */
export async function send(entry: Entry, photos: JobPhoto[]): Promise<Outcome> {
  const outcome = await attempt(entry, photos)
  // A token can end between two requests; the second try has a fresh one.
  return outcome.kind === 'unauthenticated' ? attempt(entry, photos) : outcome
}

async function attempt(entry: Entry, photos: JobPhoto[]): Promise<Outcome> {
  // No token, and no cookie: the server must not learn who this is.
  if (entry.sitePass)
    return deliver(
      entry,
      photos,
      { path: '/anonymous/photos', headers: { 'Anhuan-Site-Pass': entry.sitePass }, credentials: 'omit' },
      () => undefined,
    )
  const token = await accessToken()
  if (token.kind === 'signed-out') return { kind: 'unauthenticated' }
  if (token.kind === 'unreachable') return UNREACHABLE
  // Another person has just signed in on this phone: their name must not stand under this job.
  const person = personOf(token.token)
  if (person !== null && person !== entry.userId) return { kind: 'unauthenticated' }
  const headers = { Authorization: `Bearer ${token.token}` }
  return deliver(entry, photos, { path: '/photos', headers, credentials: 'same-origin' }, () => rejectToken(token.token))
}

interface Way {
  path: string
  headers: Record<string, string>
  credentials: RequestCredentials
}

async function deliver(entry: Entry, photos: JobPhoto[], { path, headers, credentials }: Way, onRejected: () => void): Promise<Outcome> {
  const withRejection = (outcome: Outcome): Outcome => {
    if (outcome.kind === 'unauthenticated') onRejected()
    return outcome
  }
  for (const { sha256, bytes, type } of photos) {
    // Voice notes travel as photos do, to a place of their own.
    const response = await unlessCut(
      fetch(`${type.startsWith('audio/') ? '/voice' : path}/${sha256}`, {
        method: 'PUT',
        credentials,
        headers: { ...headers, 'Content-Type': type },
        body: bytes,
        signal: within(PHOTO_LIMIT),
      }),
    )
    if (!response) return UNREACHABLE
    const problem = classifyPhoto(response.status, await json(response), retryAfter(response))
    if (problem) return withRejection(problem)
  }
  const response = await unlessCut(
    fetch('/graphql', {
      method: 'POST',
      credentials,
      headers: {
        ...(entry.sitePass ? {} : headers),
        'Content-Type': 'application/json',
        Accept: 'application/graphql-response+json, application/json',
      },
      body: JSON.stringify(persistedBody(entry.operation, entry.hash, entry.variables)),
      signal: within(MUTATION_LIMIT),
    }),
  )
  if (!response) return UNREACHABLE
  return withRejection(classifyMutation(response.status, await json(response), retryAfter(response)))
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => null)
}

/** The Retry-After header in ms; only its seconds form is used by this server. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}
