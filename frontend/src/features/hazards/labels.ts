import { parseCode } from '@/features/equipment/code'
import { codeReader } from '@/features/equipment/detector'
import type { CapturedPhoto } from '@/shared/photo'

/** The codes of ours among what a reader saw. A code on its own may be of anybody: only one that the phone knows counts. */
export function ownCodes(read: string[], isKnown: (code: string) => boolean): string[] {
  return read.flatMap((each) => {
    const code = parseCode(each)
    return code && (/^https?:/i.test(each.trim()) || isKnown(code)) ? [code] : []
  })
}

/** The label that a photo shows, whichever camera took it; null where there is none, or the reader is not on this phone. */
export async function labelOn(photo: CapturedPhoto, isKnown: (code: string) => boolean): Promise<string | null> {
  try {
    const readCodes = await codeReader()
    if (!readCodes) return null
    const picture = await createImageBitmap(new Blob([photo.bytes], { type: photo.type }))
    try {
      return ownCodes(await readCodes(picture), isKnown)[0] ?? null
    } finally {
      picture.close()
    }
  } catch {
    return null
  }
}
