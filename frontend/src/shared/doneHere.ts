/** What was done last in this window, and when, ms. */
let last = { id: '', at: 0 }
/** As long as the answer of the server takes to change a list; what changes it later, somebody else has done. */
const SOON = 4_000

/** Remembers that a verb of this window was accepted for `id`. */
export function rememberDone(id: string, now = Date.now()): void {
  last = { id, at: now }
}

/** Whether it was this window that has just done something to `id`. */
export function wasDoneHere(id: string, now = Date.now()): boolean {
  return last.id === id && now - last.at < SOON
}
