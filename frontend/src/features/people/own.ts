import { post } from '@/shared/post'
import { accessToken } from '@/shared/token'

/** Asks the server for a change of one's own account; returns its answer, or the code of the refusal. */
export async function change<Answer extends object>(what: string, body: object = {}): Promise<Answer | string> {
  const outcome = await accessToken()
  if (outcome.kind !== 'token') return outcome.kind === 'signed-out' ? 'UNAUTHENTICATED' : 'UNREACHABLE'
  return post<Answer>(`/auth/account/${what}`, body, outcome.token)
}
