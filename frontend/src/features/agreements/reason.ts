/** As the server counts: letters, digits and characters; marks and spaces are none. */
const SHORTEST = 10

/** Does a reason say enough for a second person? */
export function isReason(words: string): boolean {
  return [...words.replace(/[^\p{L}\p{N}]/gu, '')].length >= SHORTEST
}
