/**
 * Keys of `known` that a source reads: written out, or put together, as `` `case.due.${state}` `` reads every key with one
 * more word there. For tests: a page knows its words by its types.
 */
export function keysIn(source: string, known: Iterable<string>): string[] {
  const written = new Set(source.match(/(?<=['"`])[A-Za-z]\w*(\.\w+)+(?=['"`])/g))
  const templates = new Set(source.match(/(?<=`)[A-Za-z]\w*\.([\w.]|\$\{[^}]*\})*\$\{[^}]*\}[\w.]*(?=`)/g))
  const patterns = [...templates].map((template) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '\\w+')}$`))
  return [...known].filter((key) => written.has(key) || patterns.some((pattern) => pattern.test(key)))
}
