import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { Stage } from '@/graphql/generated/enums'
import { COUNTED, type Counted } from './source'
import type { Minutes } from './useMonitor'

export type Grouping = 'none' | 'equipment'
const MINUTES: Minutes[] = ['60', '480', '1440']
const word = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** What the page shows stands in its address, so that it can be sent to somebody and survives a reload. */
export function useMonitorFilter() {
  const route = useRoute()
  const router = useRouter()
  const set = (changes: Record<string, string | undefined>): void => {
    void router.replace({ query: { ...route.query, ...changes } })
  }
  const place = computed({
    get: (): { stage: Stage | null; area: string | null } => ({
      stage: Stage.find((each) => each === route.query.stage) ?? null,
      area: word(route.query.area),
    }),
    set: ({ stage, area }) => set({ stage: stage ?? undefined, area: area ?? undefined }),
  })
  const minutes = computed({
    get: () => MINUTES.find((value) => value === route.query.minutes) ?? '60',
    set: (value) => set({ minutes: value === '60' ? undefined : value }),
  })
  const grouping = computed<Grouping>({
    get: () => (route.query.group === 'equipment' ? 'equipment' : 'none'),
    set: (value) => set({ group: value === 'none' ? undefined : value }),
  })
  const isWall = computed({
    get: () => route.query.wall !== undefined,
    set: (value) => set({ wall: value ? '' : undefined }),
  })
  const only = computed<Counted | null>({
    get: () => COUNTED.find((each) => each === route.query.only) ?? null,
    set: (value) => set({ only: value ?? undefined, behind: undefined }),
  })
  const behind = computed(() => word(route.query.behind))
  /** Every source of the site again. */
  const showAll = (): void => set({ stage: undefined, area: undefined, only: undefined, behind: undefined })
  return { only, behind, place, minutes, grouping, isWall, showAll }
}
