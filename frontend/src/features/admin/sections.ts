import { computed, defineAsyncComponent, type Component } from 'vue'
import { has, may } from '@/features/people/session'
import type { Module, Permission } from '@/graphql/generated/enums'
import type { Key } from '@/locales'

/** One part of the set-up, at `/admin/<id>`; what it has open is behind it in the address: `/admin/<id>/<object>`. */
export interface Section {
  id: string
  label: Key
  /** Who may not, does not see it. */
  needs: Permission
  /** Not there where the site has switched it off. */
  module?: Module
  /** Comes with its words once it is opened: no phone keeps it. */
  page: Component
}

/** In the order in which a plant is set up, then what is decided once. */
const ALL: Section[] = [
  {
    id: 'departments',
    label: 'admin.departments',
    needs: 'MANAGE_ORGANISATION',
    page: defineAsyncComponent(() => import('@/features/people/directory/DepartmentsPage.vue')),
  },
  {
    id: 'people',
    label: 'admin.people',
    needs: 'MANAGE_PEOPLE',
    page: defineAsyncComponent(() => import('@/features/people/directory/PeoplePage.vue')),
  },
  {
    id: 'privacy',
    label: 'admin.privacy',
    needs: 'MANAGE_ORGANISATION',
    page: defineAsyncComponent(() => import('@/features/people/privacy/PrivacyAdmin.vue')),
  },
  {
    id: 'places',
    label: 'admin.places',
    needs: 'MANAGE_PLACES',
    page: defineAsyncComponent(() => import('@/features/sites/places/PlacesAdmin.vue')),
  },
  {
    id: 'equipment',
    label: 'admin.equipment',
    needs: 'MANAGE_PLACES',
    page: defineAsyncComponent(() => import('@/features/equipment/ledger/LedgerAdmin.vue')),
  },
  {
    id: 'sources',
    label: 'admin.sources',
    needs: 'MANAGE_SOURCES',
    page: defineAsyncComponent(() => import('@/features/sensors/admin/SourcesAdmin.vue')),
  },
  {
    id: 'import',
    label: 'admin.import',
    needs: 'MANAGE_SOURCES',
    page: defineAsyncComponent(() => import('@/features/workbooks/ImportPage.vue')),
  },
  {
    id: 'tags',
    label: 'admin.tags',
    needs: 'MANAGE_SOURCES',
    module: 'CAMERA_EVENTS',
    page: defineAsyncComponent(() => import('@/features/sensors/admin/TagsAdmin.vue')),
  },
  {
    id: 'advice',
    label: 'admin.advice',
    needs: 'MANAGE_SOURCES',
    page: defineAsyncComponent(() => import('@/features/sensors/advice/AdviceAdmin.vue')),
  },
  {
    id: 'channels',
    label: 'admin.channels',
    needs: 'MANAGE_CHANNELS',
    page: defineAsyncComponent(() => import('@/features/notifications/channels/ChannelsAdmin.vue')),
  },
  {
    id: 'modules',
    label: 'admin.modules',
    needs: 'MANAGE_SITE',
    page: defineAsyncComponent(() => import('@/features/sites/modules/ModulesAdmin.vue')),
  },
  {
    id: 'site',
    label: 'admin.site',
    needs: 'MANAGE_SITE',
    page: defineAsyncComponent(() => import('./SiteAdmin.vue')),
  },
  {
    id: 'starting-set',
    label: 'admin.startingSet',
    needs: 'MANAGE_SITE',
    page: defineAsyncComponent(() => import('@/features/starting_sets/StartingSetPage.vue')),
  },
]

/** Whether the site has switched this section off. */
export const isOff = (section: unknown): boolean => ALL.some(({ id, module }) => id === section && module && !has(module))

export const sections = computed(() => ALL.filter(({ needs, module }) => may(needs) && (!module || has(module))))
