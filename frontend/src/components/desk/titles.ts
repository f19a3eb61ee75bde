/** What of a cell is written on the screen. */
function wordsIn(cell: Element): string {
  const shown = cell.cloneNode(true) as Element
  for (const hidden of shown.querySelectorAll('[hidden]')) hidden.remove()
  return oneLine(shown.textContent)
}

const oneLine = (words: string | null): string => (words ?? '').replace(/\s+/g, ' ').trim()

/** What the row has no column for, each after the label of its column. */
function withoutColumn(cell: Element): string[] {
  return [...cell.querySelectorAll<HTMLElement>('[data-label]')]
    .map((each) => [each.dataset.label ?? '', oneLine(each.textContent)] as const)
    .filter(([, words]) => words !== '')
    .map(([label, words]) => `${label}: ${words}`)
}

const isCut = (part: Element): boolean => part.scrollWidth > part.clientWidth && part.clientWidth > 0

/** Gives a cell of a table its title when somebody points at it: all of its words where some are cut, and with the name what has given
 * way to it. Only then, for a table of hundreds of rows would be measured in vain. */
export function titleWhatIsCut({ target }: Event): void {
  const cell = target instanceof Element ? target.closest('th, td') : null
  if (!(cell instanceof HTMLElement)) return
  const more = withoutColumn(cell)
  const words = more.length > 0 || [cell, ...cell.querySelectorAll('*')].some(isCut) ? [wordsIn(cell), ...more] : []
  if (words.length > 0) cell.title = words.join('\n')
  else cell.removeAttribute('title')
}
