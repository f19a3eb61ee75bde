import { persistedBody } from '@/shared/operation'
import { accessToken, rejectToken } from '@/shared/token'

/** Splits the document id of our operations, `Name:sha256`. */
export function documentParts(documentId: string): { name: string; hash: string } {
  const [name = '', hash = ''] = documentId.split(':')
  return { name, hash }
}

/**
 * The `fetch` under urql: turns its document id into the server's persisted form and signs the request. A token that
 * ended on the way is replaced once.
 */
export async function persistedFetch(url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const { documentId, variables } = JSON.parse(String(init.body)) as { documentId: string; variables?: unknown }
  const { name, hash } = documentParts(documentId)
  const body = JSON.stringify(persistedBody(name, hash, variables ?? {}))
  const response = await signed(url, { ...init, body })
  return response.status === 401 ? signed(url, { ...init, body }) : response
}

async function signed(url: RequestInfo | URL, init: RequestInit): Promise<Response> {
  const outcome = await accessToken()
  if (outcome.kind === 'unreachable') throw new TypeError('the server cannot be reached')
  const headers = new Headers(init.headers)
  if (outcome.kind === 'token') headers.set('Authorization', `Bearer ${outcome.token}`)
  const response = await fetch(url, { ...init, headers })
  if (response.status === 401 && outcome.kind === 'token') rejectToken(outcome.token)
  return response
}
