import { locale } from '@/shared/i18n'
import { saveFile } from '@/shared/saveFile'
import { signedFetch } from './http'

/**
 * Fetches a file with the token, because a link sends none, and hands it over; null, or the code of the refusal.
 * `name`: null leaves it to the server. `wanted`: what the server is told to put into it.
 */
export async function saveFrom(url: string, name: string | null, wanted?: object): Promise<string | null> {
  const headers = { 'accept-language': locale.value }
  const init = wanted
    ? { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(wanted) }
    : { headers }
  try {
    const response = await signedFetch(url, init)
    if (!response.ok) return ((await response.json().catch(() => null)) as { code?: string } | null)?.code ?? 'UNREACHABLE'
    const said = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
    saveFile(name ?? said ?? '', await response.arrayBuffer(), response.headers.get('content-type') ?? '')
    return null
  } catch {
    return 'UNREACHABLE'
  }
}
