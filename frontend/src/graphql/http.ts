import { accessToken, rejectToken } from '@/shared/token'

/** `fetch` with the access token; one that ended on the way is replaced once. Fails like a network that is away when no token can be had. */
export async function signedFetch(url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const response = await signed(url, init)
  return response.status === 401 ? signed(url, init) : response
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
