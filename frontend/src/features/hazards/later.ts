import type { Later } from '@/features/nouns'

export const later: Later = { last: { hazard: async (id) => (await import('./lastChange')).lastChange(id) } }
