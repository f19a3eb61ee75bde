import { defineAsyncComponent } from 'vue'
import type { Later } from '@/features/nouns'

export const later: Later = {
  parts: { risk: defineAsyncComponent(() => import('./ReportAtRisk.vue')) },
  last: { hazard: async (id) => (await import('./lastChange')).lastChange(id) },
}
