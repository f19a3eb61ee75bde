import { unlessCut, within } from './within'

/**
 * The access token. It lives in memory only; a new one comes through the httpOnly cookie. One refresh at a time over
 * all tabs and the service worker, because the cookie rotates with each and a second one in flight would look like theft.
 */
type TokenOutcome = { kind: 'token'; token: string } | { kind: 'signed-out'; code: string } | { kind: 'unreachable' }

export interface Grant {
  accessToken: string
  expiresAt: string
}

/** The code of the outcome after another tab signed out or signed in another person. */
export const OTHER_PERSON = 'OTHER_PERSON'

const LOCK = 'anhuan-session'
const EARLY = 60_000

let current: { token: string; expiresAt: number } | undefined
let inFlight: Promise<TokenOutcome> | undefined
const listeners = new Set<(outcome: TokenOutcome) => void>()
const channel = new BroadcastChannel('anhuan-session')

channel.addEventListener('message', ({ data }: MessageEvent<Grant | 'other-person'>) => {
  if (data === 'other-person') {
    current = undefined
    emit({ kind: 'signed-out', code: OTHER_PERSON })
  } else keep(data)
})

function keep(grant: Grant): void {
  current = { token: grant.accessToken, expiresAt: Date.parse(grant.expiresAt) }
}

function emit(outcome: TokenOutcome): void {
  for (const listener of listeners) listener(outcome)
}

function fresh(now = Date.now()): string | undefined {
  return current && current.expiresAt - EARLY > now ? current.token : undefined
}

/** Takes a token that came with a sign-in and hands it to the other tabs. */
export function acceptGrant(grant: Grant): void {
  keep(grant)
  channel.postMessage(grant)
}

/** Forgets the token. */
export function dropToken(): void {
  current = undefined
}

/** Notifies the other tabs that the person on this phone has signed out or changed. */
export function announceOtherPerson(): void {
  channel.postMessage('other-person')
}

/** Calls back when a refresh says that the session is over, or another tab signed out. */
export function onTokenOutcome(listener: (outcome: TokenOutcome) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A token good for another minute at least; refreshes when needed. */
export async function accessToken(): Promise<TokenOutcome> {
  const token = fresh()
  return token ? { kind: 'token', token } : refresh()
}

/** The id of the person a token speaks for; null when it cannot be read. The server checks it, this only avoids mistakes. */
export function personOf(token: string): string | null {
  try {
    const [, claims = ''] = token.split('.')
    const { sub } = JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))) as { sub?: unknown }
    return typeof sub === 'string' ? sub : null
  } catch {
    return null
  }
}

/** Says that the server refused `token`, so that the next `accessToken()` fetches another one. */
export function rejectToken(token: string): void {
  if (current?.token === token) current = undefined
}

function refresh(): Promise<TokenOutcome> {
  inFlight ??= navigator.locks
    .request(LOCK, refreshUnlessDone)
    .then((outcome) => {
      emit(outcome)
      return outcome
    })
    .finally(() => {
      inFlight = undefined
    })
  return inFlight
}

async function refreshUnlessDone(): Promise<TokenOutcome> {
  // Another tab may have refreshed while we waited for the lock.
  const token = fresh()
  if (token) return { kind: 'token', token }
  const response = await unlessCut(fetch('/auth/refresh', { method: 'POST', credentials: 'same-origin', signal: within(15_000) }))
  if (!response) return { kind: 'unreachable' }
  if (response.status === 401 || response.status === 403) {
    const body = (await response.json().catch(() => null)) as { code?: string } | null
    return { kind: 'signed-out', code: body?.code ?? 'UNAUTHENTICATED' }
  }
  if (!response.ok) return { kind: 'unreachable' }
  // Cut in the middle, or from somebody on the way: that is no answer.
  const grant = (await response.json().catch(() => null)) as Grant | null
  if (!grant?.accessToken) return { kind: 'unreachable' }
  acceptGrant(grant)
  return { kind: 'token', token: grant.accessToken }
}
