import type { Later } from '@/features/nouns'

export const later: Later = { last: { alert: async (id) => (await import('./lastChange')).lastChange(id) } }
