import { signedFetch } from '@/graphql/http'
import { sha256 } from '@/shared/sha256'

export interface SentPlan {
  sha256: string
  pages: number
}

/** Sends a file that becomes the picture of a plan; a refusal by its code, or none where nobody answered. */
export async function sendPlan(
  siteId: string,
  file: File,
  page: number,
): Promise<{ kind: 'sent'; plan: SentPlan } | { kind: 'failed'; code: string | null }> {
  const bytes = await file.arrayBuffer()
  const url = `/photos/plans/${siteId}/${await sha256(bytes)}?page=${page}`
  const response = await signedFetch(url, { method: 'PUT', body: bytes }).catch(() => null)
  if (!response) return { kind: 'failed', code: null }
  const answer = (await response.json().catch(() => ({}))) as { code?: string } & SentPlan
  return response.ok ? { kind: 'sent', plan: answer } : { kind: 'failed', code: answer.code ?? 'PLAN_UNREADABLE' }
}
