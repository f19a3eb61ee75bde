import { computed, type ComputedRef } from 'vue'
import { membership } from '@/features/people/session'
import { Departments, People, Posts } from '@/graphql/generated/operations'
import type { DepartmentsQuery, PeopleQuery, PostsQuery } from '@/graphql/generated/types'
import { useLiveQuery } from '@/graphql/useLiveQuery'

export interface Choices {
  departments: ComputedRef<DepartmentsQuery['departments']>
  people: ComputedRef<PeopleQuery['people']>
  posts: ComputedRef<PostsQuery['posts']>
}

/** Departments, open posts and people of the site, once for a whole form. */
export function useChoices(): Choices {
  const departments = useLiveQuery(Departments, () => ({}))
  const people = useLiveQuery(People, () => ({}))
  const posts = useLiveQuery(Posts, () => ({ siteId: membership.value?.site.id ?? '' }))
  return {
    departments: computed(() => departments.data.value?.departments ?? []),
    people: computed(() => people.data.value?.people ?? []),
    posts: computed(() => (posts.data.value?.posts ?? []).filter(({ closedAt }) => !closedAt)),
  }
}
