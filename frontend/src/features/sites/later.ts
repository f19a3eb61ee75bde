import type { Later } from '@/features/nouns'

export const later: Later = {
  last: {
    module: async (id) => (await import('./lastChange')).lastOfModule(id),
    site: async (id) => (await import('./lastChange')).lastOfSite(id),
  },
}
