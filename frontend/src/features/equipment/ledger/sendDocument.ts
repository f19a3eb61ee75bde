import { signedFetch } from '@/graphql/http'
import { sha256 } from '@/shared/sha256'

/** Sends a PDF of a machine; the photos of its pages, or a refusal by its code, or none where nobody answered. */
export async function sendDocument(
  machineId: string,
  file: File,
): Promise<{ kind: 'sent'; pages: string[] } | { kind: 'failed'; code: string | null }> {
  const bytes = await file.arrayBuffer()
  const url = `/photos/documents/${machineId}/${await sha256(bytes)}`
  const response = await signedFetch(url, { method: 'PUT', body: bytes }).catch(() => null)
  if (!response) return { kind: 'failed', code: null }
  const answer = (await response.json().catch(() => ({}))) as { code?: string; pages?: string[] }
  const pages = answer.pages ?? []
  return response.ok && pages.length > 0 ? { kind: 'sent', pages } : { kind: 'failed', code: answer.code ?? 'DOCUMENT_UNREADABLE' }
}
