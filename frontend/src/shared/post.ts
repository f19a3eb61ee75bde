import { unlessCut, within } from './within'

/** Posts JSON to the server itself, beside GraphQL; returns its answer, or the code of the refusal. */
export async function post<Answer extends object>(path: string, body: object, token?: string): Promise<Answer | string> {
  const response = await unlessCut(
    fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
      signal: within(15_000),
    }),
  )
  if (!response) return 'UNREACHABLE'
  // 204: done, and nothing to show.
  if (response.status === 204) return {} as Answer
  const answer = (await response.json().catch(() => null)) as (Answer & { code?: string }) | null
  return response.ok && answer ? answer : (answer?.code ?? 'UNREACHABLE')
}
