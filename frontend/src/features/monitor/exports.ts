import { signedFetch } from '@/graphql/http'
import { saveFile } from '@/shared/saveFile'
import type { Range } from './trend'

/** Fetches every reading of the range with the token, because a link sends none; false when it cannot be had. */
export async function saveReadings(site: string, code: string, { from, to }: Range): Promise<boolean> {
  const asked = new URLSearchParams({ site, sensor: code, from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  try {
    const response = await signedFetch(`/export/readings?${asked}`)
    if (!response.ok) return false
    saveFile(`${code}.csv`, await response.arrayBuffer(), 'text/csv')
    return true
  } catch {
    return false
  }
}

/** Hands a picture over as a file. */
export function savePicture(canvas: HTMLCanvasElement, name: string): void {
  canvas.toBlob((blob) => {
    if (blob) saveFile(`${name}.png`, blob, 'image/png')
  })
}
