/** Is `path` inside the part of the app that starts at `to`? */
export function isWithin(path: string, to: string): boolean {
  // The page of one source is of the live picture; only the list is where sources are taken in.
  if (path.startsWith('/sources/')) return to === '/monitor'
  if (path.startsWith('/areas/')) return to === '/plan'
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
}
