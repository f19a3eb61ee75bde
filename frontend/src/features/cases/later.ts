import { defineAsyncComponent } from 'vue'
import type { Later } from '@/features/nouns'

const last = async (id: string) => (await import('./lastChange')).lastChange(id)

// A follow-up is asked about a case: whoever did its step came first.
export const later: Later = {
  parts: { risk: defineAsyncComponent(() => import('./register/RegisterOfRisk.vue')) },
  last: { case: last, followUp: last },
}
