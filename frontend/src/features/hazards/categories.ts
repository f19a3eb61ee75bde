import type { IconName } from '@/components/icons'
import type { HazardCategory, HazardState } from '@/graphql/generated/enums'

export const CATEGORY_ICONS: Record<HazardCategory, IconName> = {
  FIRE: 'fire',
  ELECTRICAL: 'bolt',
  MECHANICAL: 'cog',
  CHEMICAL: 'flask',
  GAS_LEAK: 'gas',
  FALL_FROM_HEIGHT: 'fall',
  CONFINED_SPACE: 'manhole',
  LIFTING: 'hook',
  TRAFFIC: 'truck',
  PPE: 'helmet',
  HOUSEKEEPING: 'boxes',
  OTHER: 'more',
}

export function hazardTag(state: HazardState): { icon: IconName; tone: 'strong' | 'accent' | 'quiet' } {
  switch (state) {
    case 'SUBMITTED':
      return { icon: 'clock', tone: 'strong' }
    case 'ACCEPTED':
      return { icon: 'check', tone: 'accent' }
    case 'DECLINED':
      return { icon: 'close', tone: 'quiet' }
  }
}
