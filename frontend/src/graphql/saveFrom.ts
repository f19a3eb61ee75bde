import { locale } from '@/shared/i18n'
import { saveFile } from '@/shared/saveFile'
import { signedFetch } from './http'

/** Fetches a file with the token, because a link sends none, and hands it over; null, or the code of the refusal. */
export async function saveFrom(url: string, name: string): Promise<string | null> {
  try {
    const response = await signedFetch(url, { headers: { 'accept-language': locale.value } })
    if (!response.ok) return ((await response.json().catch(() => null)) as { code?: string } | null)?.code ?? 'UNREACHABLE'
    saveFile(name, await response.arrayBuffer(), response.headers.get('content-type') ?? '')
    return null
  } catch {
    return 'UNREACHABLE'
  }
}
