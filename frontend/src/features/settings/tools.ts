import { computed } from 'vue'
import type { IconName } from '@/components/icons'
import { may } from '@/features/people/session'
import type { Permission } from '@/graphql/generated/enums'
import type { Key } from '@/locales'

interface Tool {
  to: string
  icon: IconName
  label: Key
  needs: Permission
}

/** What few people need: at the side of a desktop, on the page "me" of a phone. */
const TOOLS: Tool[] = [
  { to: '/board', icon: 'boxes', label: 'nav.board', needs: 'ACKNOWLEDGE' },
  { to: '/follow-ups', icon: 'flag', label: 'nav.followUp', needs: 'FOLLOW_UP' },
  { to: '/kpis', icon: 'chart', label: 'nav.kpis', needs: 'SEE_KPIS' },
  { to: '/lab', icon: 'flask', label: 'nav.lab', needs: 'PROPOSE_LIMITS' },
  { to: '/sources', icon: 'sensor', label: 'nav.sources', needs: 'MANAGE_SOURCES' },
  { to: '/policy', icon: 'clock', label: 'nav.policy', needs: 'CHANGE_POLICY' },
]

export const tools = computed(() => TOOLS.filter(({ needs }) => may(needs)))
