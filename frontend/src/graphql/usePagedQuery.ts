import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { Operation } from '@/shared/operation'
import { ask } from './client'
import { useLiveQuery, type LiveQuery, type LiveQueryOptions } from './useLiveQuery'

export interface Connection<Node> {
  totalCount?: number
  edges: { cursor: string; node: Node }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

interface PagedQuery<Result, Node> extends LiveQuery<Result> {
  nodes: ComputedRef<Node[]>
  hasMore: ComputedRef<boolean>
  isLoadingMore: Readonly<Ref<boolean>>
  loadMore: () => Promise<void>
}

const PAGE = 20
const TRIES = 5

/**
 * A live list: its first page stays true by itself; pages added on demand are asked for again when the first one changes, `reloadAfter`
 * ms after the last time at the soonest.
 */
export function usePagedQuery<Result, Variables extends { first?: number | null; after?: string | null }, Node>(
  operation: Operation<Result, Variables>,
  variables: () => Omit<Variables, 'first' | 'after'>,
  select: (result: Result) => Connection<Node>,
  { page: size = PAGE, reloadAfter = 0, ...options }: LiveQueryOptions & { page?: number; reloadAfter?: number } = {},
): PagedQuery<Result, Node> {
  const question = (after?: string | null): Variables =>
    ({ ...variables(), first: size, ...(after ? { after } : {}) }) as unknown as Variables
  const { data, ...query } = useLiveQuery(operation, () => question(), options)
  const more = shallowRef<Connection<Node>[]>([])
  const isLoadingMore = ref(false)
  const pages = computed(() => (data.value ? [select(data.value), ...more.value] : []))

  watch(
    data,
    seldom(reloadAfter, () => void reload(more.value.length)),
  )
  watch(
    () => JSON.stringify(variables()),
    () => (more.value = []),
  )

  async function page(after: string | null | undefined): Promise<Connection<Node> | undefined> {
    const { data: found } = await ask(operation, question(after))
    return found ? select(found) : undefined
  }

  async function reload(count: number): Promise<void> {
    if (count === 0 || !data.value) return
    const asked = JSON.stringify(variables())
    const fresh: Connection<Node>[] = []
    let last = select(data.value)
    // One more may have been asked for meanwhile: who pressed for it sees it.
    while (fresh.length < Math.max(count, more.value.length) && last.pageInfo.hasNextPage) {
      const next = await page(last.pageInfo.endCursor)
      if (!next || asked !== JSON.stringify(variables())) return
      fresh.push(next)
      last = next
    }
    more.value = fresh
  }

  async function loadMore(): Promise<void> {
    if (isLoadingMore.value) return
    isLoadingMore.value = true
    // A list that changes while the page is on its way is asked again from where it ends now.
    for (let tries = 0; tries < TRIES; tries += 1) {
      const last = pages.value.at(-1)
      const next = last?.pageInfo.hasNextPage ? await page(last.pageInfo.endCursor) : undefined
      if (!next) break
      if (pages.value.at(-1) === last) {
        more.value = [...more.value, next]
        break
      }
    }
    isLoadingMore.value = false
  }

  return {
    ...query,
    data,
    nodes: computed(() => pages.value.flatMap(({ edges }) => edges.map(({ node }) => node))),
    hasMore: computed(() => pages.value.at(-1)?.pageInfo.hasNextPage ?? false),
    isLoadingMore,
    loadMore,
  }
}

/** Does it only where it was done so long (ms) ago, or longer. */
function seldom(pause: number, work: () => void): () => void {
  let doneAt = -Infinity
  return () => {
    if (performance.now() - doneAt < pause) return
    doneAt = performance.now()
    work()
  }
}
