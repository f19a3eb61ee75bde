/** Usual reasons come as one text of the locales, parted by this. */
const PARTED = '|'
const ENDS = /；|; /

export function usualOf(words: string): string[] {
  return words.split(PARTED).map((each) => each.trim())
}

/** Whether a text says this reason. */
export function says(text: string, reason: string): boolean {
  return partsOf(text).includes(reason)
}

/** The text with this reason, or without it where it said so; what somebody typed themselves stays. */
export function toggled(text: string, reason: string): string {
  const parts = partsOf(text)
  const kept = parts.includes(reason) ? parts.filter((each) => each !== reason) : [...parts, reason]
  return kept.join(/[\u4e00-\u9fff]/.test(reason) ? '；' : '; ')
}

function partsOf(text: string): string[] {
  return text
    .split(ENDS)
    .map((each) => each.trim())
    .filter((each) => each !== '')
}
