/** A copy without Vue's proxies, fit for IndexedDB; bytes and dates are taken over as they are. */
export function plain<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof Date) return value
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item)) as T
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined && typeof item !== 'function')
    .map(([key, item]) => [key, plain(item as unknown)])
  return Object.fromEntries(entries) as T
}
