import { vi } from 'vitest'

/** Waits until this holds. The one second that Vitest waits is short where the machine has other work to do. */
export function until<T>(holds: () => T): Promise<T> {
  return vi.waitFor(holds, 30_000)
}
