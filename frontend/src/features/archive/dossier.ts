import { signedFetch } from '@/graphql/http'
import { saveFile } from '@/shared/saveFile'

/** Fetches the dossier with the token, because a link sends none, and hands it over as a file; false when it cannot be had. */
export async function saveDossier(caseId: string, name: string, language: string): Promise<boolean> {
  try {
    const response = await signedFetch(`/cases/${caseId}/dossier.pdf?lang=${language}`)
    if (!response.ok) return false
    saveFile(name, await response.arrayBuffer(), 'application/pdf')
    return true
  } catch {
    return false
  }
}
