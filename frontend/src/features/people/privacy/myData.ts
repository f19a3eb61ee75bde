import { signedFetch } from '@/graphql/http'
import { isoDay, locale } from '@/shared/i18n'
import { saveFile } from '@/shared/saveFile'

/** Fetches the file of everything that is held about me; null, or the code of the refusal. */
export async function saveMyData(): Promise<string | null> {
  try {
    const response = await signedFetch('/export/my-data.zip', { headers: { 'accept-language': locale.value } })
    if (!response.ok) return ((await response.json().catch(() => null)) as { code?: string } | null)?.code ?? 'UNREACHABLE'
    saveFile(`my-data-${isoDay(Date.now())}.zip`, await response.arrayBuffer(), 'application/zip')
    return null
  } catch {
    return 'UNREACHABLE'
  }
}
