import { defineAsyncComponent } from 'vue'
import type { Later } from '@/features/nouns'
import { behind, lists } from './pack'

export const later: Later = {
  parts: {
    object: defineAsyncComponent(() => import('./SuggestLink.vue')),
    settings: defineAsyncComponent(() => import('./SuggestionsRow.vue')),
    work: defineAsyncComponent(() => import('./SuggestionsLinks.vue')),
  },
  last: { suggestion: async (id) => (await import('./lastChange')).lastChange(id) },
  fate: async (key) => (await import('./fate')).fate(key),
  lists,
  behind,
}
