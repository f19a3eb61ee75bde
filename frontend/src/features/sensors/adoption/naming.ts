/** Names of many sources by one pattern, in which a word in braces stands for what differs. */
export const TOKENS = ['code', 'area', 'machine', 'number'] as const
export type Token = (typeof TOKENS)[number]
const SPELLED: Record<string, Token> = {
  code: 'code',
  area: 'area',
  machine: 'machine',
  number: 'number',
  编号: 'code',
  区域: 'area',
  设备: 'machine',
  序号: 'number',
}

/** The name of one source; a word in braces that stands for nothing stays as it is written. */
export function nameBy(pattern: string, parts: Record<Token, string>): string {
  return pattern
    .replace(/[{｛]([^{}｛｝]*)[}｝]/g, (written, word: string) => {
      const token = SPELLED[word.trim()]
      return token ? parts[token] : written
    })
    .replace(/\s+/g, ' ')
    .trim()
}
