import { persistedBody, type Operation } from '@/shared/operation'

/** Asks the server without saying who asks: no token, no cookie. Fails with the refusal's code, or UNREACHABLE. */
export async function askAnonymously<Result, Variables>(operation: Operation<Result, Variables>, variables: Variables): Promise<Result> {
  const response = await anonymousFetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify(persistedBody(operation.name, operation.hash, variables)),
  })
  const answer = (await response.json().catch(() => null)) as { data?: Result; errors?: { extensions?: { code?: string } }[] } | null
  const code = answer?.errors?.[0]?.extensions?.code
  if (code) throw new Error(code)
  if (!answer?.data) throw new Error('UNREACHABLE')
  return answer.data
}

/** A photo of the key's timeline as an address of this page; to be given back with URL.revokeObjectURL. */
export async function photoOfKey(key: string, sha256: string): Promise<string> {
  const response = await anonymousFetch(`/anonymous/photos/${sha256}`, { method: 'POST', body: key })
  if (!response.ok) throw new Error('NOT_FOUND')
  return URL.createObjectURL(await response.blob())
}

async function anonymousFetch(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, credentials: 'omit' }).catch(() => {
    throw new Error('UNREACHABLE')
  })
}
