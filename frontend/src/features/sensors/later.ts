import type { Later } from '@/features/nouns'

export const later: Later = {
  last: {
    source: async (id) => (await import('./lastChange')).lastOfSource(id),
    advice: async (id) => (await import('./lastChange')).lastOfAdvice(id),
  },
}
