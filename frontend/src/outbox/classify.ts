import { STEP_UP, type Outcome } from './applyOutcome'

interface Failure {
  message?: string
  extensions?: { code?: string; retryAfterSeconds?: number }
}
interface GraphQLAnswer {
  data?: unknown
  errors?: Failure[]
}

/** Codes which say that the job is sound but its time has not come. */
const COME_BACK: ReadonlySet<string> = new Set(['PHOTO_MISSING', 'VOICE_MISSING', 'OPERATION_UNKNOWN', 'TOO_MANY_ATTEMPTS', 'INTERNAL'])
const SIGN_IN: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'SESSION_REVOKED'])

/** What the answer to a mutation means for its job. `body` is the parsed JSON, or null when it was none. */
export function classifyMutation(status: number, body: unknown, retryAfter?: number): Outcome {
  const transport = classifyStatus(status, retryAfter)
  if (transport) return transport
  const answer = body as GraphQLAnswer | null
  const error = answer?.errors?.[0]
  if (error) {
    const seconds = error.extensions?.retryAfterSeconds
    return classifyCode(error.extensions?.code ?? 'INTERNAL', seconds === undefined ? retryAfter : seconds * 1000)
  }
  if (status === 401) return { kind: 'unauthenticated' }
  if (answer?.data) return { kind: 'accepted', answer: answer.data }
  // A captive portal or a proxy answered in the server's place.
  return { kind: 'unreachable', code: 'UNREACHABLE' }
}

/** What the answer to a photo upload means; null: it is there, go on. */
export function classifyPhoto(status: number, body: unknown, retryAfter?: number): Outcome | null {
  if (status === 200 || status === 201) return null
  const code = (body as { code?: string } | null)?.code
  // Of this person's photos there were enough for now: what has none need not wait.
  if (status === 429 && code) return classifyCode(code, retryAfter)
  const transport = classifyStatus(status, retryAfter)
  if (transport) return transport
  if (status === 401) return { kind: 'unauthenticated' }
  return code ? classifyCode(code) : { kind: 'unreachable', code: 'UNREACHABLE' }
}

function classifyStatus(status: number, retryAfter?: number): Outcome | null {
  if (status === 408 || status === 429 || status >= 500) {
    return retryAfter === undefined ? { kind: 'unreachable', code: 'UNREACHABLE' } : { kind: 'unreachable', code: 'BUSY', retryAfter }
  }
  return null
}

function classifyCode(code: string, retryAfter?: number): Outcome {
  if (SIGN_IN.has(code)) return { kind: 'unauthenticated' }
  if (code === STEP_UP) return { kind: 'unproven' }
  if (code === 'UNAVAILABLE') return { kind: 'unreachable', code: 'UNREACHABLE' }
  if (COME_BACK.has(code)) return retryAfter === undefined ? { kind: 'failed', code } : { kind: 'failed', code, retryAfter }
  return { kind: 'refused', code }
}
