const VIEWS: Record<string, string> = { '/alerts': 'unseen', '/cases': 'mine', '/hazards': 'triage' }

/** Where a page opens that has one of these numbers: on the very list that it counts. */
export function listAt(page: string, waiting: Record<string, number>): string {
  const view = page === '/hazards' && !waiting.triage ? 'objections' : VIEWS[page]
  return waiting[page] && view ? `${page}?view=${view}` : page
}
