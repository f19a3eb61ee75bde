import type { IconName } from '@/components/icons'
import type { LaneKind, LaneState } from '@/graphql/generated/enums'

export function taskLook(state: LaneState): { icon: IconName; tone: 'quiet' | 'brand' | 'good' } {
  switch (state) {
    case 'WAITING':
      return { icon: 'clock', tone: 'quiet' }
    case 'IN_PROGRESS':
      return { icon: 'play', tone: 'brand' }
    case 'DONE':
      return { icon: 'check', tone: 'good' }
    case 'CANCELLED':
      return { icon: 'close', tone: 'quiet' }
  }
}

export const KIND_ICONS: Record<LaneKind, IconName> = { REPAIR: 'equipment', SCENE: 'flag', REPLAN: 'history', OTHER: 'people' }

/** Still to be done: the disposal waits for it. */
export function isOpen({ state }: { state: LaneState }): boolean {
  return state === 'WAITING' || state === 'IN_PROGRESS'
}

/** Done and all that count; a cancelled one does not. */
export function progressOf(lanes: { state: LaneState }[]): { done: number; all: number } {
  return { done: lanes.filter(({ state }) => state === 'DONE').length, all: lanes.filter(({ state }) => state !== 'CANCELLED').length }
}
