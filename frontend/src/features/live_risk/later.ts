import { defineAsyncComponent } from 'vue'
import type { Later } from '@/features/nouns'
import { viewer } from '@/features/people/session'
import { question } from '@/features/worklist/pack/questions'
import { LivePlan, MapAreas } from '@/graphql/generated/operations'

/** The map as it was last seen, for where there is no network: it says its age there. */
export const later: Later = {
  parts: { home: defineAsyncComponent(() => import('./coverage/RedUnwatched.vue')) },
  lists: () => [question(MapAreas, {}), ...(viewer.value?.memberships.map(({ site }) => question(LivePlan, { siteId: site.id })) ?? [])],
}
