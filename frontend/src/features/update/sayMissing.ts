import { t } from '@/shared/i18n'
import { toast } from '@/shared/toast'

/** The router is asked first, ms: it says by a page of its own which one it could not open. */
const ROUTER = 300

/** Says why what a person has just asked for does not open; what a page wanted by itself is missed by nobody. */
export async function sayPart(why: 'missing' | 'broken'): Promise<void> {
  const asked = (navigator as { userActivation?: UserActivation }).userActivation?.isActive ?? true
  await new Promise((resolve) => setTimeout(resolve, ROUTER))
  if (!asked || location.pathname === '/away') return
  toast(t(why === 'missing' ? 'away.part' : 'away.brokenPart'))
}
