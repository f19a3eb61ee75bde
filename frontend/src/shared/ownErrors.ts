/** The app itself failed: no network, no server. Whatever was being sent is sound and waits. */
export const PAGE_BROKEN = 'PAGE_BROKEN'

/** What browsers say of a file that did not come: Chromium and Firefox, Safari, and Vite of a style. */
const NOT_THERE = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i

/** Whether a part of the app did not come. One that came and throws, or cannot be read, is no missing one: a reload brings the same. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && NOT_THERE.test(error.message)
}
