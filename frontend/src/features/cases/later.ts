import type { Later } from '@/features/nouns'

const last = async (id: string) => (await import('./lastChange')).lastChange(id)

// A follow-up is asked about a case: whoever did its step came first.
export const later: Later = { last: { case: last, followUp: last } }
